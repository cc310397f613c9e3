// The focal point of a picture by keyboard alone, from the text and back: `node focus.mjs LANGUAGE URL`, with
// COOKIE="name=value; …". Ends with the point that was set.
import assert from 'node:assert/strict'
import { signedIn } from './signed-in.mjs'

const [language, url] = process.argv.slice(2)
const { open, looks, leave } = await signedIn('focus', language, url)
const page = await open(url)
const keys = page.keyboard
await page.waitForSelector('#editor[data-ready] .ProseMirror')
const link = 'a[href*="/focus?asset="]'
await page.focus(link)
await Promise.all([page.waitForURL('**/focus?asset=*'), keys.press('Enter')])

// The point has the focus; arrows move it, the fields and the crops go with it, and nothing leaves the picture.
await page.waitForSelector('.fp:focus')
const point = () => page.$$eval('[name=x],[name=y]', (all) => all.map((one) => Number(one.value)))
const [x, y] = await point()
await keys.press('ArrowRight')
await keys.press('Shift+ArrowUp')
assert.deepEqual(await point(), [x + 1, y - 10])
for (let n = 0; n < 12; n += 1) await keys.press('Shift+ArrowLeft')
assert.deepEqual(await point(), [0, y - 10])
assert.ok(await page.$('[data-crops].fx-0'), 'the crops show what readers will get')
assert.match(await page.getAttribute('.fp', 'aria-label'), /\b0\b/)
await looks('screen', page)
// Where the picture is not mirrored, left is left.
const box = await (await page.$('.crop')).boundingBox()
await page.mouse.click(box.x + box.width * 0.75, box.y + box.height * 0.25)
assert.deepEqual(await point(), [75, 25])
await keys.press('Shift+ArrowLeft')
await Promise.all([page.waitForSelector('.toast'), keys.press('Control+Enter')])
await page.waitForSelector('#editor[data-ready] .ProseMirror')
await page.focus(link)
await Promise.all([page.waitForURL('**/focus?asset=*'), keys.press('Enter')])
await page.waitForSelector('.fp:focus')
assert.deepEqual(await point(), [65, 25])
// Escape gives the story back, and the point is what it was.
await keys.press('ArrowLeft')
await Promise.all([page.waitForURL((at) => !at.pathname.endsWith('/focus')), keys.press('Escape')])
await leave()
