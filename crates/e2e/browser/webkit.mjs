// WebKitGTK's small browser through Debian's WebKitWebDriver, on a display that nobody sees.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as after } from 'node:timers/promises'

const OPTIONS = { args: ['--automation', '--javascript-can-open-windows-automatically=true'] }
const START_MS_MAX = 60_000

export async function open() {
  const port = await freePort()
  const display = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const [number] = await once(display.stdio[3], 'data')
  const env = {
    ...process.env,
    DISPLAY: `:${String(number).trim()}`,
    // Root in a container has no user namespaces to lock the pages' processes into; they only see our own pages.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  }
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], { env, stdio: 'ignore' })
  const ask = asker(`http://127.0.0.1:${port}`)
  const { sessionId } = await firstSession(ask)
  const session = (method, path, body) => ask(method, `/session/${sessionId}${path}`, body)
  const execute = (script) => session('POST', '/execute/sync', { script, args: [] })

  // The toolbar of a main window is wider than a telephone; a window that a page opens can do without.
  const [main] = await session('GET', '/window/handles')
  await execute('window.open("about:blank", "_blank", "toolbar=no,location=no,menubar=no")')
  const handles = await session('GET', '/window/handles')
  await session('POST', '/window', { handle: handles.find((handle) => handle !== main) })
  return {
    visit: (url) => session('POST', '/url', { url }),
    resize: (width, height) => session('POST', '/window/rect', { width, height }),
    run: (work, argument = null) => execute(`return (${work})(${JSON.stringify(argument)})`),
    source: execute,
    // This driver does not tell what pages log.
    errors: () => [],
    async close() {
      await ask('DELETE', `/session/${sessionId}`)
      driver.kill()
      display.kill()
    },
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

// One command of WebDriver: a request, and its value or the reason why there is none.
function asker(driver) {
  return async (method, path, body) => {
    const response = await fetch(driver + path, { method, body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined })
    const { value } = await response.json()
    if (!response.ok) throw new Error(`${path}: ${value.error}: ${value.message}`)
    return value
  }
}

async function firstSession(ask) {
  const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': OPTIONS } }
  for (const start = Date.now(); ;) {
    try {
      return await ask('POST', '/session', { capabilities })
    } catch (failed) {
      // The driver has not opened its port yet.
      if (failed.cause?.code !== 'ECONNREFUSED' || Date.now() - start > START_MS_MAX) throw failed
      await after(50)
    }
  }
}
