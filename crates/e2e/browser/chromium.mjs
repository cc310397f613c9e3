// Debian's Chromium, through Playwright.
import { spawn } from 'node:child_process'
import { chromium } from 'playwright-core'

export const WIDTHS = [360, 1280]
export const SCHEMES = ['light', 'dark']
// Longest wait for a page; a slow machine is not a failed promise.
export const LOAD = { timeout: 120_000 }

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync']

// From now on, whoever the cookies of `name=value; …` belong to is signed in there.
export const knows = (context, cookie, origin) => context.addCookies(cookie.split('; ').map((one) => one.split('='))
  .map(([name, value]) => ({ name, value, url: new URL('/', origin).href })))

export async function start() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ARGUMENTS,
  })
}

// One that can be killed, with a profile that outlives it. COOKIE="name=value; …" is that of whoever is signed in.
export async function mortal(profile, cookie, origin) {
  const child = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', [...ARGUMENTS, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  // Where this script dies first, its end of the pipe is closed, and the browser goes too.
  const guard = spawn('sh', ['-c', `cat; kill -9 -${child.pid}`], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  const address = await new Promise((found) => {
    let said = ''
    child.stderr.on('data', (bytes) => {
      said += bytes
      const line = said.match(/DevTools listening on (ws:\S+)/)
      if (line) found(line[1])
    })
  })
  const browser = await chromium.connectOverCDP(address)
  const [context] = browser.contexts()
  context.setDefaultTimeout(LOAD.timeout)
  await knows(context, cookie, origin)
  return {
    context,
    // The whole of it, without a word.
    async kill() {
      guard.kill('SIGKILL')
      const gone = new Promise((done) => child.once('exit', done))
      process.kill(-child.pid, 'SIGKILL')
      await gone
    },
  }
}
