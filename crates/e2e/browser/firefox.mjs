// Firefox without a driver of its own: it speaks WebDriver BiDi on a socket that it opens itself.
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'

// Nothing of its own is fetched while pages are judged.
const PREFS = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
}

export async function open() {
  const profile = await mkdtemp(path.join(tmpdir(), 'marbre-firefox-'))
  const lines = Object.entries(PREFS).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`)
  await writeFile(path.join(profile, 'user.js'), lines.join('\n'))
  const program = process.env.FIREFOX ?? 'firefox-esr'
  const child = spawn(program, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0', 'about:blank'])
  const line = await connect(await address(child))
  await line.ask('session.new', { capabilities: {} })
  await line.ask('session.subscribe', { events: ['log.entryAdded'] })
  const { contexts: [{ context }] } = await line.ask('browsingContext.getTree', {})
  return {
    async visit(url) {
      line.said.length = 0
      await line.ask('browsingContext.navigate', { context, url, wait: 'complete' })
    },
    resize: (width, height) => line.ask('browsingContext.setViewport', { context, viewport: { width, height } }),
    async run(work, argument = null) {
      const call = `async () => JSON.stringify(await (${work})(${JSON.stringify(argument)})) ?? 'null'`
      const answer = await line.ask('script.callFunction', { functionDeclaration: call, awaitPromise: true, target: { context } })
      if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text)
      return JSON.parse(answer.result.value)
    },
    source: (text) => line.ask('script.evaluate', { expression: `${text};0`, awaitPromise: false, target: { context } }),
    errors: () => line.said,
    async close() {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill()
      await gone
      await rm(profile, { recursive: true, maxRetries: 5 })
    },
  }
}

async function address(child) {
  for await (const text of createInterface({ input: child.stderr })) {
    const [, found] = text.match(/WebDriver BiDi listening on (ws:\S+)/) ?? []
    if (found) {
      child.stderr.resume()
      return `${found}/session`
    }
  }
  throw new Error('Firefox ended before it listened')
}

// Questions and answers, numbered; errors that the pages log meanwhile.
async function connect(url) {
  const socket = new WebSocket(url)
  const waiting = new Map()
  const said = []
  socket.on('message', (bytes) => {
    const message = JSON.parse(bytes)
    if (message.method === 'log.entryAdded' && message.params.level === 'error') said.push(message.params.text)
    const answer = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.type === 'success') answer?.resolve(message.result)
    if (message.type === 'error') answer?.reject(new Error(`${message.error}: ${message.message}`))
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  let last = 0
  const ask = (method, params) => new Promise((resolve, reject) => {
    last += 1
    waiting.set(last, { resolve, reject })
    socket.send(JSON.stringify({ id: last, method, params }))
  })
  return { ask, said }
}
