// The planning by keyboard alone, beside another editor: `node planning.mjs LANGUAGE ORIGIN`, with
// COOKIE="name=value; …".
import assert from 'node:assert/strict'
import { LOAD } from './chromium.mjs'
import { reach } from './keys.mjs'
import { signedIn } from './signed-in.mjs'

const [language, origin, password] = process.argv.slice(2)
const { open, looks: judged, leave } = await signedIn('planning', language, origin)
const page = await open('/stories')
// Chromium is to hand over choosers from the start: one that is asked for late opens where nobody can see it.
page.on('filechooser', () => {})
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
await reach(page, 'button[value=cover]')
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

// Every week, three times: each stands in its week. One is skipped and put back, one is changed and the others stay.
const dated = (address) => page.goto(new URL(address, origin).href, LOAD)
const series = `${title} +`
// Years in which nothing else is planned.
const [year, beyond] = language === 'ar' ? [2094, 2095] : [2096, 2097]
await dated(`/planning/new?day=${year}-06-10`)
await page.waitForSelector('#title:focus')
await keys.type(series)
await reach(page, '#repeat')
for (let step = 0; step < 3; step++) await keys.press('ArrowDown')
assert.equal(await page.$eval('#repeat', (it) => it.value), 'weekly')
await reach(page, '#times')
await keys.type('3')
await looks('repeats')
await follows('**done=event-added', 'Control+Enter')
await page.waitForSelector('#preview .evt-t')
const stands = async () => {
  await dated(`/planning?view=month&day=${year}-06-15`)
  return page.$$eval('section.day:not(.other) [data-row] a', (links) => links.map((link) => link.closest('section').querySelector('.day-h b').textContent))
}
assert.deepEqual(await stands(), ['10', '17', '24'])
await looks('series')
const second = () => page.$$eval('[data-row] a', (links) => links[1].focus())
await second()
await follows(new RegExp(`on=${year}-06-17`), 'Enter')
await follows('**done=event-skipped', 'x')
assert.deepEqual(await stands(), ['10', '24'])
await page.$$eval('[data-row] a', (links) => links[0].focus())
await follows(new RegExp(`on=${year}-06-10`), 'Enter')
await follows('**done=event-undone', 'z')
assert.deepEqual(await stands(), ['10', '17', '24'])
await second()
await follows(new RegExp(`on=${year}-06-17`), 'Enter')
await follows('**/planning/*/edit', 'd')
await page.waitForSelector('#title:focus')
await keys.press('End')
await keys.type('!')
await follows('**done=event-saved', 'Control+Enter')
await dated(`/planning?view=month&day=${year}-06-15`)
assert.deepEqual(await page.$$eval('section.day:not(.other) [data-row] h4', (titles) => titles.map((one) => one.textContent.trim())), [series, `${series}!`, series])

// A calendar file, by keyboard.
await dated('/planning')
await keys.press('i')
await page.waitForSelector('#calendar-file:focus')
const choose = async (name, text) => {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), keys.press('Space')])
  await chooser.setFiles({ name, mimeType: 'text/calendar', buffer: Buffer.from(text) })
}
await choose('letter.ics', 'Ceci n’est pas un agenda.')
await reach(page, '#preview form[action="/planning/import"] button')
await Promise.all([page.waitForSelector('#preview [role=alert]'), keys.press('Enter')])
await looks('import')
await page.focus('#calendar-file')
const event = (...lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']
const uid = `UID:series-${language}@marbre.test`
await choose('agenda.ics', ['BEGIN:VCALENDAR', 'VERSION:2.0',
  ...event(uid, `DTSTART;TZID=Europe/Paris:${beyond}1016T100000`, `DTEND;TZID=Europe/Paris:${beyond}1016T110000`, 'RRULE:FREQ=WEEKLY;COUNT=3', `EXDATE;TZID=Europe/Paris:${beyond}1023T100000`, `SUMMARY:Agenda ${language}`),
  ...event(uid, `RECURRENCE-ID;TZID=Europe/Paris:${beyond}1030T100000`, `DTSTART;TZID=Europe/Paris:${beyond}1031T150000`, `SUMMARY:Agenda ${language} 2`),
  'END:VCALENDAR'].join('\r\n'))
await reach(page, '#preview form[action="/planning/import"] button')
await follows('**done=calendar-imported', 'Enter')
await dated(`/planning?view=month&day=${beyond}-10-16`)
const hours = () => page.$$eval('[data-row]', (rows) => rows.map((row) => `${row.closest('section').querySelector('.day-h b').textContent} ${row.querySelector('time').textContent} ${row.querySelector('h4').textContent.trim()}`))
assert.deepEqual(await hours(), [`16 10:00 Agenda ${language}`, `31 15:00 Agenda ${language} 2`])

// A calendar program follows it, in the newsroom's words, with a token that is made by keyboard and revoked at once.
await dated('/planning')
const address = await page.$eval('#calendar', (it) => it.value)
await dated('/settings#h-tokens')
await page.focus('#token-name')
await keys.type(`agenda ${language}`)
await reach(page, 'input[name=scope][value=read]')
if (!await page.$eval('input[name=scope][value=read]', (it) => it.checked)) await keys.press('Space')
await reach(page, 'form[action="/settings/tokens"] input[type=password]')
await keys.type(password)
await keys.press('Enter')
const token = await page.waitForSelector('#token').then((field) => field.evaluate((it) => it.value))
const followed = async () => {
  const basic = Buffer.from(`agenda:${token}`).toString('base64')
  const answer = await fetch(new URL(new URL(address).pathname, origin), { headers: { authorization: `Basic ${basic}` } })
  return [answer.status, (await answer.text()).replaceAll('\r\n ', '')]
}
const [status, feed] = await followed()
assert.equal(status, 200)
assert.ok(feed.startsWith('BEGIN:VCALENDAR\r\n') && feed.includes(`SUMMARY:${title}`), feed)
assert.match(feed, /DESCRIPTION:[^\r]*Texte/, 'coverages are named in the words of the first edition')
assert.doesNotMatch(feed, /DESCRIPTION:[^\r]*\btext\b/)
await page.locator('tr', { hasText: `agenda ${language}` }).locator('form[action^="/settings/tokens/"] button').focus()
await keys.press('Enter')
await page.waitForSelector('[role=status]')
assert.equal((await followed())[0], 401, 'a revoked token follows nothing')

// What the wire announces is taken by one key.
await page.goto(new URL('/items', origin).href, LOAD)
const calendar = `BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:urn:marbre:test:${language}\nSUMMARY:Sommet ${language}\nLOCATION:Tharse\nDTSTART:20991212T080000Z\nEND:VEVENT\nEND:VCALENDAR`
await page.fill('#words', calendar)
await reach(page, 'form[enctype] button')
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
