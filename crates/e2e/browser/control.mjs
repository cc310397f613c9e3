// The judges judged: a page with known faults, each of which must be found, and nothing else.
import { AXE, overflows, violations } from './axe.mjs'
import { start } from './chromium.mjs'
import { judgeWalk, letters, misprints, unglyphed, watchFocus } from './looks.mjs'

const FAULTY = `<!doctype html><html lang="en"><title>Faulty</title><style>
body{font:16px/1.5 sans-serif;margin:0} a:focus{outline:none} .cut{height:10px;overflow:hidden} .on{margin-top:-36px}
.wide{width:2000px} .edge{position:relative;left:-30px;width:max-content} .grey{color:#bbb}</style>
<main><h1>Sound</h1><p>Sound text with \u0379.</p><p class="cut">Cut off</p><p>Lies under</p><p class="on">Lies over</p>
<p class="wide">Wide</p><p class="edge">Beyond</p><p class="grey">Pale</p><p><img alt="" width="40" height="40"
src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="><span style="margin-left:-30px">Upon it</span></p>
<p><a href="#a">Unseen focus</a></p><p hidden><a href="#b">Hidden</a></p></main></html>`

const browser = await start()
const page = await browser.newPage({ viewport: { width: 360, height: 900 } })
await page.setContent(FAULTY)
await page.evaluate(AXE)
await page.evaluate(watchFocus)
await page.keyboard.press('Tab')
const found = {
  axe: await page.evaluate(violations),
  sideways: await page.evaluate(overflows),
  misprints: await page.evaluate(misprints),
  glyphs: await page.evaluate(unglyphed, await page.evaluate(letters)),
  keyboard: await page.evaluate(judgeWalk),
}
await browser.close()

const EXPECTED = {
  axe: [/^color-contrast/],
  sideways: [/^scrolls sideways/],
  misprints: [/“Cut off” is cut off/, /“Beyond” stands beyond/, /“Lies under” lies on “Lies over”/, /“Upon it” lies on the picture/],
  glyphs: [/U\+379/],
  keyboard: [/“Unseen focus” shows no focus/, /skip link is not the first/],
}
const wrong = Object.entries(EXPECTED).filter(([judge, lines]) =>
  found[judge].length !== lines.length || !lines.every((line) => found[judge].some((said) => line.test(said))))
if (wrong.length) {
  console.log(wrong.map(([judge]) => `${judge} found: ${found[judge].join('\n') || 'nothing'}`).join('\n'))
  process.exit(1)
}
