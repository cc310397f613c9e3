// The board by keyboard alone: `node board.mjs LANGUAGE ORIGIN STORY`, with COOKIE="name=value; …".
import assert from 'node:assert/strict'
import { LOAD } from './chromium.mjs'
import { signedIn } from './signed-in.mjs'

const [language, origin, story] = process.argv.slice(2)
const { open, looks: judged, leave } = await signedIn('board', language, origin)
const page = await open('/stories?edition=' + (language === 'ar' ? 'ar' : 'fr'))
const other = await open('/stories/list')
const keys = page.keyboard
const looks = (name) => judged(name, page)
const id = `s${story}`
const focus = () => page.evaluate((id) => document.getElementById(id).querySelector('a').focus(), id)
const urgency = (on) => on.waitForFunction(([id, level]) => document.getElementById(id)?.querySelector('.urg')?.textContent.trim().endsWith(level), [id, '2'])
const inStage = (state) => page.waitForFunction(([id, state]) => document.getElementById(id)?.closest('[data-part]')?.dataset.part === state, [id, state])

// A glance, and back to where one was.
await focus()
await keys.press('Space')
await page.waitForSelector('#peek[open] #peek-h:focus')
await looks('peek')
await keys.press('Escape')
await page.waitForFunction((id) => document.activeElement.closest('[data-row]')?.id === id, id)

// A key sets the urgency, on the other screen, too; another takes it back.
await keys.press('2')
await urgency(page)
await urgency(other)
await page.waitForSelector('[data-key=z]')
await focus()
await keys.press('z')
await page.waitForFunction((id) => !document.getElementById(id).querySelector('.urg').textContent.trim().endsWith('2'), id)
// What can be taken back is offered for ten seconds, fewer than looking at it takes.
await focus()
await keys.press('2')
await page.waitForSelector('[data-key=z]')
await looks('moved')

// Ticked, and on to the desk; the focus stays on the story. And back.
await focus()
await keys.press('x')
assert.equal(await page.textContent('[data-ticked]'), '1')
await keys.press('>')
await inStage('in-desk')
await page.waitForFunction((id) => document.activeElement.closest('[data-row]')?.id === id, id)
assert.equal(await page.textContent('[data-ticked]'), '0')
await keys.press('<')
await inStage('draft')

// From the desk on a story goes by its pre-flight: the screen says so.
await keys.press('>')
await inStage('in-desk')
await focus()
await keys.press('>')
await page.waitForSelector('[data-part=moved] .ban-r')
await looks('refused')
await focus()
await keys.press('<')
await inStage('draft')

// Assigned to nobody, by a list that unfolds under a key.
await focus()
await keys.press('a')
await page.waitForSelector('#to:focus')
await keys.press('ArrowDown')
await keys.press('Tab')
await keys.press('Enter')
await page.waitForFunction((id) => document.getElementById(id).querySelector('.av-none'), id)

// A search is kept, and found again.
await page.evaluate(() => document.querySelector('#by').focus())
await Promise.all([page.waitForURL('**assignee=nobody**', LOAD), page.selectOption('#by', 'nobody')])
await page.evaluate(() => document.querySelector('.drop > summary').focus())
await keys.press('Enter')
await page.evaluate(() => document.querySelector('.drop details summary').focus())
await keys.press('Enter')
await page.waitForSelector('#preset-name:focus')
await keys.type('Sans personne')
await Promise.all([page.waitForURL('**done=preset', LOAD), keys.press('Enter')])
await page.evaluate(() => document.querySelector('.drop > summary').focus())
await keys.press('Enter')
await page.waitForSelector('.drop .nav-l a:visible')
await looks('searches')
await leave()
