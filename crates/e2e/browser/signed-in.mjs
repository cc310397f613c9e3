// The desk for somebody who is signed in, with COOKIE="name=value; …": windows, what every screen is held to, and an end
// at which no page has told of a fault.
import assert from 'node:assert/strict'
import path from 'node:path'
import { AXE, overflows, violations } from './axe.mjs'
import { LOAD, SCHEMES, WIDTHS, start } from './chromium.mjs'

// `screen` names the pictures, which are kept where SHOTS names a folder.
export async function signedIn(screen, language, origin) {
  const browser = await start()
  const context = await browser.newContext({ viewport: { width: WIDTHS[1], height: 900 } })
  // As patient as with a page: a slow machine is no fault of the page.
  context.setDefaultTimeout(LOAD.timeout)
  const cookies = process.env.COOKIE.split('; ').map((one) => one.split('='))
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: origin })))
  const said = []
  async function open(address) {
    const page = await context.newPage()
    page.on('pageerror', (error) => said.push(error.message))
    page.on('console', (message) => /Content Security Policy|Uncaught|Refused/.test(message.text()) && said.push(message.text()))
    await page.goto(new URL(address, origin).href, LOAD)
    return page
  }
  async function looks(name, page) {
    await page.evaluate(AXE)
    for (const colorScheme of SCHEMES) for (const width of WIDTHS) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 900 })
      assert.deepEqual([...await page.evaluate(violations, colorScheme), ...await page.evaluate(overflows)], [], `${name} ${width} ${colorScheme}`)
      const folder = process.env.SHOTS
      if (folder) await page.screenshot({ path: path.join(folder, `${language}-${screen}-${name}-${width}-${colorScheme}.jpg`), fullPage: width < 600, type: 'jpeg', quality: 70 })
    }
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: WIDTHS[1], height: 900 })
  }
  async function leave() {
    assert.deepEqual(said, [])
    await browser.close()
  }
  return { context, open, looks, leave }
}
