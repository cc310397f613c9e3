// The library of pictures by keyboard alone: `node library.mjs LANGUAGE STORY`, with COOKIE="name=value; …". The story has no
// picture yet.
import assert from 'node:assert/strict'
import { LOAD } from './chromium.mjs'
import { signedIn } from './signed-in.mjs'

const [language, story] = process.argv.slice(2)
const { open, edit, looks, leave } = await signedIn('library', language, story)
const page = await open('/media')
const keys = page.keyboard
const moved = async (way, press) => Promise.all([page.waitForURL(way, LOAD), press()])
const write = async (selector, words) => {
  await page.focus(selector)
  await keys.press('Control+a')
  await keys.type(words)
}

// Small pictures, not the files themselves.
const heavy = await page.$$eval('[data-grid] img', (all) => Promise.all(all.slice(0, 6).map((one) => fetch(one.src).then((answer) => answer.blob()).then((blob) => (blob.type === 'image/webp' && blob.size < 80_000 ? '' : `${one.src} ${blob.type} ${blob.size}`)))))
assert.deepEqual(heavy.filter(Boolean), [])
await looks('all', page)

// Arrows go where the eye does, in a row and from row to row; Enter opens.
const places = () => page.$$eval('[data-row] a', (all) => all.map((one) => { const box = one.getBoundingClientRect(); return [box.left, box.top] }))
const here = () => page.evaluate(() => [...document.querySelectorAll('[data-row] a')].indexOf(document.activeElement))
await page.focus('[data-row] a')
const at = await places()
await keys.press(language === 'ar' ? 'ArrowLeft' : 'ArrowRight')
assert.equal(await here(), 1)
await keys.press('ArrowDown')
const below = await here()
assert.ok(below > 1 && at[below][0] === at[1][0] && at[below][1] > at[1][1], JSON.stringify([below, at]))
await moved('**/media?picture=*', () => keys.press('Enter'))
assert.ok(await page.$('[data-row][aria-current] img'))
await looks('open', page)

// F leads to the focal point, arrows move it, and what is said of the picture is kept.
await page.focus('[data-row][aria-current] a')
await keys.press('f')
await page.waitForSelector('.fp:focus')
const point = () => page.$$eval('#x,#y', (all) => all.map((one) => Number(one.value)))
const [x, y] = await point()
await keys.press('Shift+ArrowRight')
await keys.press('ArrowUp')
await write('#o-caption', 'Un phare, à marée basse')
await write('#o-credit', 'Ada Marl')
// The caption in the newsroom's other languages: what is missing is said beside the words that there are.
const missing = () => page.$$eval('textarea[id^=o-caption-]', (all) => all.filter((one) => one.labels[0].querySelector('.amb')).map((one) => one.lang))
const lacking = await missing()
const [tongue, words] = language === 'ar' ? ['ar', 'منارة عند الجزر'] : ['en', 'A lighthouse at low tide']
assert.ok(lacking.includes(tongue), JSON.stringify(lacking))
await write(`#o-caption-${tongue}`, words)
await Promise.all([page.waitForSelector('.toast'), keys.press('Control+Enter')])
assert.deepEqual(await missing(), lacking.filter((tag) => tag !== tongue))
assert.equal(await page.inputValue(`#o-caption-${tongue}`), words)
assert.deepEqual(await point(), [x + 10, y - 1])
assert.equal(await page.inputValue('#o-credit'), 'Ada Marl')

// I brings it into the story that is chosen, which from then on stands beside it.
const id = new URL(story).pathname.split('/').pop()
const picture = page.url()
await page.selectOption('#story', id)
await page.focus('[data-row][aria-current] a')
await moved(`**/stories/${id}*`, () => keys.press('i'))
await page.waitForSelector('#editor[data-ready] [data-block=lead] img')
await page.goto(picture, LOAD)
assert.ok(await page.$(`.uses a[href="/stories/${id}"]`), 'the library knows where it stands')
await looks('used', page)

// In the text: a key opens the library, words find, arrows choose, Escape changes nothing, Enter takes.
const text = await edit(story)
await text.focus('.ProseMirror')
await text.keyboard.press('Control+End')
const pictures = () => text.$$eval('.ProseMirror [data-block] img', (all) => all.length)
const before = await pictures()
const ask = async () => {
  await text.keyboard.press('Control+Alt+p')
  await text.waitForSelector('.lib[open] [role=option]')
}
await ask()
await looks('choose', text)
await text.keyboard.press('Escape')
await text.waitForSelector('.ProseMirror:focus')
assert.equal(await pictures(), before)
await ask()
const all = await text.$$eval('.lib [role=option]', (all) => all.length)
await text.keyboard.type('terminal')
await text.waitForFunction((all) => { const now = document.querySelectorAll('.lib [role=option]').length; return now > 0 && now < all }, all)
await text.keyboard.press('Control+a')
await text.keyboard.press('Delete')
await text.waitForFunction((all) => document.querySelectorAll('.lib [role=option]').length === all, all)
const second = await text.$eval('.lib [role=option]:nth-child(2) img', (one) => one.src.split('/').at(-2))
await text.keyboard.press(language === 'ar' ? 'ArrowLeft' : 'ArrowRight')
await text.keyboard.press('Enter')
await text.waitForSelector(`.ProseMirror [data-block=picture] img[src*="${second}"]`)
assert.equal(await pictures(), before + 1)
// Its caption and its credit are written at once, without leaving the keys.
const inside = (part) => text.waitForFunction((part) => getSelection().anchorNode?.parentElement.closest(`[data-block=picture] .fld-${part}`) || getSelection().anchorNode?.classList?.contains(`fld-${part}`), part)
const own = language === 'ar' ? ['الرصيف عند الفجر', 'آدا مارل'] : ['Le quai à l’aube', 'Ada Marl, photographe']
await inside('caption')
await text.keyboard.type(` ${own[0]}`)
await text.keyboard.press('Enter')
await inside('credit')
await text.keyboard.press('End')
await text.keyboard.type(` ${own[1]}`)
await text.waitForSelector('[data-state].ok')
// What was taken is in the story for good, once it is saved.
await text.keyboard.press('Control+s')
await text.waitForSelector('.toast')
await text.reload(LOAD)
await text.waitForSelector(`#editor[data-ready] [data-block=picture] img[src*="${second}"]`)
for (const [n, part] of ['caption', 'credit'].entries()) assert.match(await text.textContent(`[data-block=picture] .fld-${part}`), new RegExp(`${own[n]}$`))
await leave()
