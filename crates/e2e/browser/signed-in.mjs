// The desk for somebody who is signed in, with COOKIE="name=value; …": windows, what every screen is held to, and an end
// at which no page has told of a fault.
import assert from 'node:assert/strict'
import path from 'node:path'
import { AXE, overflows, violations } from './axe.mjs'
import { LOAD, SCHEMES, WIDTHS, knows, start } from './chromium.mjs'

const [NARROW, WIDE] = WIDTHS
const HEIGHT = 900

// Somebody's windows: as patient as with a page, since a slow machine is no fault of the page. `said` is what pages tell of
// faults; a line that begins as `spared` does is none.
export async function windows(browser, said, { locale, spared = null } = {}) {
  const context = await browser.newContext({ viewport: { width: WIDE, height: HEIGHT }, ...(locale ? { locale } : {}) })
  context.setDefaultTimeout(LOAD.timeout)
  context.on('page', (page) => {
    page.on('pageerror', (error) => said.push(error.message))
    page.on('console', (message) => /Content Security Policy|Uncaught|Refused/.test(message.text()) && !spared?.test(message.text()) && said.push(message.text()))
  })
  return context
}

// What every screen is held to, at each width, in light and dark. The pictures are kept where SHOTS names a folder.
export async function looksFine(page, name) {
  await page.evaluate(AXE)
  for (const colorScheme of SCHEMES) for (const width of WIDTHS) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: HEIGHT })
    assert.deepEqual([...await page.evaluate(violations, colorScheme), ...await page.evaluate(overflows)], [], `${name} ${width} ${colorScheme}`)
    const folder = process.env.SHOTS
    if (folder) await page.screenshot({ path: path.join(folder, `${name}-${width}-${colorScheme}.jpg`), fullPage: width === NARROW, type: 'jpeg', quality: 70 })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: WIDE, height: HEIGHT })
}

// `screen` names the pictures.
export async function signedIn(screen, language, origin, { spared } = {}) {
  const browser = await start()
  const said = []
  const context = await windows(browser, said, { spared })
  await knows(context, process.env.COOKIE, origin)
  async function open(address) {
    const page = await context.newPage()
    await page.goto(new URL(address, origin).href, LOAD)
    return page
  }
  // A window of somebody else, who is signed in by another cookie.
  async function colleague(cookie) {
    const theirs = await windows(browser, said, { spared })
    await knows(theirs, cookie, origin)
    return theirs.newPage()
  }
  // A window in which a story is written, once it can be.
  async function edit(address) {
    const page = await open(address)
    await page.waitForSelector('#editor[data-ready] .ProseMirror')
    return page
  }
  async function leave() {
    assert.deepEqual(said, [])
    await browser.close()
  }
  return { context, colleague, open, edit, looks: (name, page) => looksFine(page, `${language}-${screen}-${name}`), leave }
}
