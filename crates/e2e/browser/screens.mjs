// Judges the list of pages on standard input, `[{"edition", "kind", "url"}]`, in one browser:
// `node screens.mjs chromium|firefox|webkit`. In Chromium also in light and dark, by keyboard, with the site's script
// blocked; SHOTS=folder keeps the pictures.
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { AXE, overflows, violations } from './axe.mjs'
import { LOAD, SCHEMES, WIDTHS, start } from './chromium.mjs'
import { judgeWalk, letters, misprints, pictures, unglyphed, unloaded, watchFocus } from './looks.mjs'

const HEIGHT = 900
// 1280 × 1024 at 400 % is the narrowest that WCAG 1.4.10 asks for.
const NARROWEST = { width: 320, height: 256 }
// What other engines than Chromium could see otherwise is the layout: right-to-left is the hardest.
const AXE_EDITION = 'ar'
// More than any page has: a walk that gets here is caught.
const STOPS_MAX = 600

const screens = JSON.parse(await text(process.stdin))
const [engine] = process.argv.slice(2)
const shots = process.env.SHOTS
const faults = []

if (engine === 'chromium') await inChromium()
else await inEngine(await import(`./${engine}.mjs`))
if (faults.length) {
  console.log(faults.join('\n'))
  process.exit(1)
}
console.log(`${screens.length} pages looked at in ${engine}, no fault`)

function blame(screen, how, found) {
  faults.push(...found.map((fault) => `${screen.edition} ${screen.kind} ${screen.url} (${how}): ${fault}`))
}

async function inEngine({ open }) {
  const browser = await open()
  try {
    for (const screen of screens) {
      for (const width of WIDTHS) {
        await browser.resize(width, HEIGHT)
        if (width === WIDTHS[0]) await browser.visit(screen.url)
        blame(screen, `${width} px`, await browser.run(overflows))
        blame(screen, `${width} px`, await browser.run(misprints))
      }
      blame(screen, 'letters', await browser.run(unloaded))
      if (screen.edition === AXE_EDITION) {
        await browser.source(AXE)
        blame(screen, 'axe', await browser.run(violations))
      }
      blame(screen, 'console', ofOthers(screen, browser.errors()))
    }
  } finally {
    await browser.close()
  }
}

async function inChromium() {
  const browser = await start()
  const page = await browser.newPage()
  const bare = await withoutScript(browser)
  const said = []
  page.on('pageerror', (error) => said.push(error.message))
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()))
  for (const open of [page, bare]) {
    open.on('request', (request) => judgeOrigin(request.url()))
  }
  const sets = {}
  for (const screen of screens) {
    await page.setViewportSize({ width: WIDTHS[1], height: HEIGHT })
    await visit(page, screen)
    const markup = await page.content()
    await judgeKeyboard(page, screen)
    await judgeLooks(page, screen, shots)
    for (const [font, found] of Object.entries(await page.evaluate(letters))) {
      sets[font] = [...new Set((sets[font] ?? '') + found)].join('')
    }
    blame(screen, 'letters', await page.evaluate(unloaded))
    blame(screen, 'console', ofOthers(screen, said.splice(0)))
    await visit(bare, screen)
    // The same document under the same sheet: what holds for the one holds for the other.
    if (await bare.content() !== markup) await judgeLooks(bare, { ...screen, kind: `${screen.kind} without script` })
  }
  faults.push(...(await page.evaluate(unglyphed, sets)).map((letter) => `no glyph for ${letter}`))
  // The judge itself is judged: a letter that no font has must be seen to be missing.
  const [font] = Object.keys(sets)
  const control = await page.evaluate(unglyphed, { [font]: 'a\u0379' })
  if (control.length !== 1) faults.push('the judge of glyphs does not see a missing one')
  await browser.close()
}

async function withoutScript(browser) {
  const page = await browser.newPage()
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setBlockedURLs', { urls: ['*.js'] })
  return page
}

async function visit(page, screen) {
  const answer = await page.goto(screen.url, LOAD)
  const status = screen.status ?? 200
  if (answer.status() !== status) blame(screen, 'status', [`${answer.status()}, not ${status}`])
}

async function judgeLooks(page, screen, folder) {
  await page.evaluate(pictures)
  await page.evaluate(AXE)
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme })
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHT })
      const how = `${width} px, ${colorScheme}`
      blame(screen, how, await page.evaluate(violations, colorScheme))
      // Where letters stand does not depend on their colour.
      if (colorScheme === SCHEMES[0]) {
        blame(screen, how, await page.evaluate(overflows))
        blame(screen, how, await page.evaluate(misprints))
      }
      if (folder) {
        const name = `${screen.edition}-${screen.kind}-${width}-${colorScheme}.jpg`
        await page.screenshot({ path: path.join(folder, name), fullPage: true, type: 'jpeg', quality: 70 })
      }
    }
  }
  await page.setViewportSize(NARROWEST)
  blame(screen, '400 %', await page.evaluate(overflows))
  blame(screen, '400 %', await page.evaluate(misprints))
}

// From the first stop on, until the keyboard has left the page and come round to the first one again.
async function judgeKeyboard(page, screen) {
  await page.evaluate(watchFocus)
  let stops = 0
  do {
    // A few at a time: a stop more than once is no fault.
    for (let n = 0; n < 8; n += 1) await page.keyboard.press('Tab')
    stops += 8
  } while (stops < STOPS_MAX && !(await page.evaluate(() => window.stops.slice(1).some((stop) => stop.node === window.stops[0].node))))
  blame(screen, 'keyboard', stops < STOPS_MAX ? await page.evaluate(judgeWalk) : ['the keyboard is caught'])
  await page.evaluate(() => document.activeElement.blur())
}

function judgeOrigin(url) {
  const { origin, protocol } = new URL(url)
  const own = new URL(screens[0].url).origin
  if (origin !== own && protocol !== 'data:') faults.push(`${url} is asked of somebody else`)
}

// A page that is not there says so in the console too, which is no fault of its own.
function ofOthers(screen, said) {
  return said.filter((line) => !(screen.status >= 400 && line.includes(String(screen.status))))
}
