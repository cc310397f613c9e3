// The wire by keyboard alone: `node wires.mjs LANGUAGE ORIGIN`, with COOKIE="name=value; …".
import assert from 'node:assert/strict'
import { LOAD } from './chromium.mjs'
import { signedIn } from './signed-in.mjs'

const [language, origin] = process.argv.slice(2)
const { open, looks: judged, leave } = await signedIn('wires', language, origin)
const page = await open('/items')
const keys = page.keyboard
const go = (address) => page.goto(new URL(address, origin).href, LOAD)
const follows = (address, ...pressed) => Promise.all([page.waitForURL(address, LOAD), ...pressed.map((key) => keys.press(key))])
const looks = (name) => judged(name, page)

// What an agency sent, pasted by hand: nearly the same text twice, so that one may be merged into the other.
const text = (headline, more) => `${headline}\n\nThe harbour of Vara reopens on Tuesday after three days of storm, the harbour master said in a statement to the ${language} desk.\n\nTwo of the three cranes on the north quay are damaged, and ferries run every second hour until they are mended.\n\n${more}`
const sent = [
  text(`Harbour of Vara reopens ${language} one`, 'Nobody was hurt when the storm reached the coast on Saturday night.'),
  text(`Harbour of Vara reopens ${language} two`, 'Nobody was hurt when the storm reached the coast, and the bridge stays shut.'),
  `Tennis final in Osk ${language}\n\nThe final of the tournament of Osk was played on Sunday before nine thousand people, and ended after five sets.`,
]
for (const words of sent) {
  await go('/items')
  await page.fill('#words', words)
  await page.focus('form[enctype] button')
  await follows('**/items/*done=filed', 'Enter')
}

// A search is kept under a name, and a figure asks for it again; also where the row of figures has signs on it.
await go(`/items?text=${encodeURIComponent(`osk ${language}`)}`)
await page.focus('summary.lnk')
await keys.press('Enter')
await page.fill('#preset-name', `Tennis ${language}`)
await follows('**done=preset', 'Enter')
const figure = await page.$$eval('[data-key]', (all, name) => all.find((it) => it.textContent.includes(name))?.dataset.key, `Tennis ${language}`)
assert.match(figure ?? '', /^[1-9]$/)
await follows('**/items?**text=osk*', figure)
await page.waitForSelector('[data-row]')
assert.equal(await page.$$eval('[data-row]', (rows) => rows.length), 1)
await go('/items')
await page.evaluate((figure) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '&', code: `Digit${figure}`, bubbles: true, cancelable: true })), figure)
await page.waitForURL('**/items?**text=osk*', LOAD)

// Down and up the list; a key acts on the row that is shown, and shows another first.
await go('/items')
const focused = () => page.evaluate(() => document.activeElement.closest('[data-row]')?.querySelector('a').textContent ?? '')
const shown = () => page.$eval('#preview .hed', (it) => it.textContent)
await keys.press('j')
assert.match(await focused(), /Tennis/)
await keys.press('j')
assert.match(await focused(), /two/)
await keys.press('k')
assert.match(await focused(), /Tennis/)
await follows('**/items/*', 'Enter')
assert.match(await shown(), /Tennis/)
await looks('item')
await follows('**done=handled-read', 'Space')
await keys.press('j')
assert.match(await focused(), /two/)
await keys.press('x')
await page.waitForFunction(() => document.querySelector('#preview .hed')?.textContent.includes('two'))
assert.equal(await page.$('#preview button[value=new]'), null, 'the key showed the row, and did nothing to it yet')
await follows('**done=handled-ignored', 'x')
assert.match(await shown(), /two/)

// Taken by one key.
await go('/items')
await keys.press('j')
await keys.press('j')
await keys.press('j')
assert.match(await focused(), /one/)
await follows('**/items/*', 'Enter')
await page.waitForSelector('#preview [data-key=t]')
await page.selectOption('#place', { index: 0 })
await follows('**/stories/*done=taken', 't')
const taken = new URL(page.url()).pathname

// The other is merged into the story of the first, which has its own paragraphs only once.
await go('/items')
await keys.press('j')
await keys.press('j')
await follows('**/items/*', 'Enter')
await page.waitForSelector('#preview [data-key=m]')
await follows('**/stories/*done=merged', 'm')
assert.equal(new URL(page.url()).pathname, taken)

// The tennis is begun as a translation: its words beside the new story, in the language of its edition.
await go('/items')
await keys.press('j')
await follows('**/items/*', 'Enter')
await page.waitForSelector('#preview [data-key=r]')
await follows('**/stories/*done=taken', 'r')
await page.waitForSelector('.beside details[open] [lang=en]')
assert.match(await page.textContent('.beside details [lang=en]'), /nine thousand people/)
assert.notEqual(await page.$eval('#language', (it) => it.value), 'en')
await looks('translation')

await leave()
