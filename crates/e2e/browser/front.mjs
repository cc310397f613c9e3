// The front of an edition by keyboard alone, beside another editor: `node front.mjs LANGUAGE ORIGIN`, with
// COOKIE="name=value; …".
import assert from 'node:assert/strict'
import { LOAD } from './chromium.mjs'
import { reach } from './keys.mjs'
import { signedIn } from './signed-in.mjs'

const [language, origin] = process.argv.slice(2)
const front = `/fronts/${language}`
const { context, open, looks: judged, leave } = await signedIn('front', language, origin)
const page = await open(front)
const keys = page.keyboard

const spot = () => page.evaluate(() => document.activeElement.closest('[data-slot]')?.dataset.slot)
const at = (place) => page.waitForFunction((place) => document.activeElement.closest('[data-slot]')?.dataset.slot === place, place)
const story = (place, on = page) => on.$eval(`[data-slot="${place}"]`, (slot) => slot.dataset.story)
const stands = (place, story, on = page) => on.waitForFunction(([place, story]) =>
  document.querySelector(`[data-slot="${place}"]`)?.dataset.story === story, [place, story])
const says = () => page.waitForFunction(() => document.querySelector('[data-say]').textContent.trim())
const version = (on = page) => on.$eval('[data-part=told]', (part) => Number(part.dataset.version))
const drawn = (number, on = page) => on.waitForFunction((number) => Number(document.querySelector('[data-part=told]').dataset.version) === number, number)
const looks = (name, on = page) => judged(name, on)
await looks('draft')

// A place on the page that fills itself is picked up, moved to the opening by arrows, and put there.
const [lead, second] = [await story('lead/0'), await story('second/0')]
await page.focus('[data-slot="second/0"] [data-pick]')
await keys.press('Enter')
await says()
await looks('holding')
for (let steps = 0; await spot() !== 'lead/0'; steps += 1) {
  assert.ok(steps < 12, `the arrows do not lead to the opening but to ${await spot()}`)
  await keys.press('ArrowUp')
}
await keys.press('Enter')
await stands('lead/0', second)
await drawn(2)
await at('lead/0')

// Escape puts back what is held, and the focus where it was.
await keys.press('Enter')
await keys.press('ArrowDown')
await keys.press('Escape')
await at('lead/0')
assert.equal(await page.$('[data-put]:not([hidden])'), null)

// Undo and redo, by one key.
await keys.press('z')
await drawn(3)
await stands('lead/0', lead)
await keys.press('z')
await drawn(4)
await stands('lead/0', second)

// What fills itself is pinned where it stands, and taken out again.
await page.focus('[data-slot="second/3"] [data-pick]')
const pinned = await story('second/3')
await keys.press('Shift+P')
await drawn(5)
await stands('second/3', pinned)
await page.waitForSelector('[data-slot="second/3"] [data-empty]')
await at('second/3')
await keys.press('Delete')
await drawn(6)
await page.waitForSelector('[data-slot="second/3"] [data-pin]')

// The front's own headline.
await page.focus('[data-slot="lead/0"] [data-pick]')
await Promise.all([page.waitForURL('**spot=lead*'), keys.press('e')])
await page.waitForSelector('#headline:focus')
await looks('headline')
await keys.type('Marbre ABC')
await keys.press('Tab')
await reach(page, '#panel button[type=submit]')
await Promise.all([page.waitForNavigation(LOAD), keys.press('Enter')])
await page.waitForFunction(() => document.querySelector('[data-slot="lead/0"] h2').textContent.includes('Marbre ABC'))

// Another editor sees it as it happens; a story from the reserve reaches both.
const other = await open(front)
await page.focus('.reserve [data-pick]')
const placed = await page.evaluate(() => document.activeElement.dataset.pick)
await keys.press('Enter')
await at('lead/0')
const onward = language === 'ar' ? 'ArrowLeft' : 'ArrowRight'
for (const key of ['ArrowDown', onward]) await keys.press(key)
await at('second/1')
await keys.press('Enter')
await stands('second/1', placed)
await stands('second/1', placed, other)
assert.equal(await version(other), await version())

// A page that does not hear of the others: the place that it wants was changed meanwhile. Both are shown, and it may.
const deaf = await context.newPage()
await deaf.route('**/news?*', (route) => route.abort())
await deaf.goto(new URL(front, origin).href, LOAD)
await page.focus('[data-slot="second/1"] [data-pick]')
await keys.press('Delete')
await page.waitForSelector('[data-slot="second/1"] [data-pin]')
await deaf.focus('[data-slot="second/0"] [data-pick]')
const wanted = await story('second/0', deaf)
await deaf.keyboard.press('Enter')
await deaf.keyboard.press(onward)
await deaf.keyboard.press('Enter')
await deaf.waitForSelector('[role=alert] form')
await deaf.waitForSelector('[data-slot="second/1"] [data-pin]')
await looks('clash', deaf)
await deaf.focus('[role=alert] form button')
await deaf.keyboard.press('Enter')
await deaf.waitForSelector('[data-slot="second/1"] [data-empty]')
await stands('second/1', wanted, deaf)
await deaf.close()
await stands('second/1', wanted)
await other.close()

// By hand, too.
const dragged = await story('second/2')
await page.dragAndDrop('[data-slot="second/2"]', '[data-slot="second/0"]')
await stands('second/0', dragged)

// Every width, then the confirmation with the pages that change, and out.
await Promise.all([page.waitForURL('**/preview'), keys.press('v')])
await page.frameLocator('iframe').locator('h1').first().waitFor()
await looks('preview')
await Promise.all([page.waitForURL('**width=360*'), keys.press('1')])
await page.waitForSelector('iframe[width="360"]')
// The preview shows the draft.
await page.frameLocator('iframe').locator('body', { hasText: 'Marbre ABC' }).waitFor()
const broken = await page.frameLocator('iframe').locator('img').evaluateAll((all) => all.filter((img) => img.complete && img.naturalWidth === 0).length)
assert.equal(broken, 0, 'pictures of the preview are there')
await Promise.all([page.waitForURL((url) => url.pathname === front), keys.press('Escape')])
await Promise.all([page.waitForURL('**/publish'), keys.press('Control+Enter')])
await looks('confirm')
await Promise.all([page.waitForURL('**done=front-published'), keys.press('Control+Enter')])

await page.goto(new URL(`${front}/history`, origin).href, LOAD)
await looks('history')
await page.focus('[data-row] a')
await keys.press('j')
await Promise.all([page.waitForURL('**version=*'), keys.press('Enter')])
await page.waitForSelector('[data-key=r]')
await page.fill('#at', '2001-01-01T00:00:00')
await page.goto(new URL(`${front}/history`, origin).href, LOAD)
await Promise.all([page.waitForURL('**at=*'), keys.press('w')])
// Readers saw it.
await page.frameLocator('iframe').locator('body', { hasText: 'Marbre ABC' }).waitFor()

await leave()
