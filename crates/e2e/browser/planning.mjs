// The planning by keyboard alone, beside another editor: `node planning.mjs LANGUAGE ORIGIN`, with
// COOKIE="name=value; …".
import assert from 'node:assert/strict'
import { LOAD } from './chromium.mjs'
import { signedIn } from './signed-in.mjs'

const [language, origin] = process.argv.slice(2)
const { open, looks: judged, leave } = await signedIn('planning', language, origin)
const page = await open('/stories')
const keys = page.keyboard
const looks = (name) => judged(name, page)
const follows = (address, ...pressed) => Promise.all([page.waitForURL(address, LOAD), ...pressed.map((key) => keys.press(key))])
const title = language === 'ar' ? 'Marbre حدث' : 'Marbre ABC'

// From anywhere, by two letters; a day is reached by its arrow, in reading order.
await keys.press('g')
await follows('**/planning', 'p')
await looks('week')
const day = () => page.evaluate(() => [...document.querySelectorAll('section.day')].indexOf(document.activeElement.closest('section.day')))
const onward = language === 'ar' ? 'ArrowLeft' : 'ArrowRight'
const back = language === 'ar' ? 'ArrowRight' : 'ArrowLeft'
await keys.press(onward)
const first = await day()
assert.ok(first >= 0, 'an arrow leads to a day with events')
const later = await page.evaluate((first) => [...document.querySelectorAll('section.day')].slice(first + 1).some((day) => day.querySelector('[data-row]')), first)
const earlier = await page.evaluate((first) => [...document.querySelectorAll('section.day')].slice(0, first).some((day) => day.querySelector('[data-row]')), first)
if (later) {
  await keys.press(onward)
  assert.ok(await day() > first)
  await keys.press(back)
  assert.equal(await day(), first)
} else if (earlier) {
  await keys.press(back)
  assert.ok(await day() < first)
}

// A new event, typed and kept.
await follows('**/planning/new*', 'n')
await page.waitForSelector('#title:focus')
await keys.type(title)
await keys.press('Tab')
await keys.type('Quai nord')
await follows('**done=event-added', 'Control+Enter')
await page.waitForSelector('#preview .evt-t')
assert.equal(await page.textContent('#preview .evt-t'), title)
assert.ok(await page.$('[data-row][aria-current=true]'), 'its row is marked')

// A coverage for whoever is first in the list; what a key unfolds, Escape folds again.
await keys.press('c')
await page.waitForSelector('#who-0:focus')
await keys.press('Escape')
await page.waitForSelector('#who-0', { state: 'hidden' })
await keys.press('c')
await page.waitForSelector('#who-0:focus')
await keys.press('ArrowDown')
while (!await page.evaluate(() => document.activeElement.matches('button[value=cover]'))) await keys.press('Tab')
await follows('**done=coverage-added', 'Enter')
await keys.press('a')
await page.waitForSelector('#preview details[open] select[name=assignee]:focus')
assert.notEqual(await page.$eval('#preview details[open] select[name=assignee]', (it) => it.value), '')
await looks('sheet')

// Another editor's page shows what is done here, without being loaded again.
const other = await open(new URL(page.url()).pathname)
await other.evaluate(() => { window.same = true })
await page.goto(new URL(new URL(page.url()).pathname, origin).href, LOAD)
await page.focus('#note')
await keys.type('Pas de drone')
await keys.press('Tab')
await follows('**done=event-noted', 'Enter')
await other.waitForFunction(() => document.querySelector('#preview').textContent.includes('Pas de drone'))
assert.ok(await other.evaluate(() => window.same), 'it was not loaded again')
await other.close()

// The story, which knows what it is for.
await follows('**/stories/*done=created', 's')
await page.waitForSelector('a[href^="/planning/"].lnk, .covs a[href^="/planning/"]')

// Undone by one key.
await page.goBack(LOAD)
await page.reload(LOAD)
await page.waitForSelector('#preview a[href^="/stories/"]')
await follows('**done=event-undone', 'z')

// What the wire announces is taken by one key.
await page.goto(new URL('/items', origin).href, LOAD)
const calendar = `BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:urn:marbre:test:${language}\nSUMMARY:Sommet ${language}\nLOCATION:Tharse\nDTSTART:20991212T080000Z\nEND:VEVENT\nEND:VCALENDAR`
await page.fill('#words', calendar)
while (!await page.evaluate(() => document.activeElement.matches('form[enctype] button'))) await keys.press('Tab')
await follows('**/items/*done=filed', 'Enter')
await follows('**/planning/*done=event-planned', 'p')
assert.equal(await page.textContent('#preview .evt-t'), `Sommet ${language}`)
await page.goto(new URL('/planning?view=month&day=2099-12-12', origin).href, LOAD)
await page.waitForSelector('[data-row]')
await follows('**/planning?view=month', 't')

// The palette knows the screen and what can be done on it.
await keys.press('Control+k')
await page.waitForSelector('#palette-q:focus')
await keys.type(language === 'ar' ? 'حدث جديد' : 'nouvel evenement')
await follows('**/planning/new*', 'Enter')

await leave()
