// Screens that are open when their session ends, by keyboard alone: `node signed-out.mjs LANGUAGE ORIGIN COVERAGE STORY
// LOGIN PASSWORD OTHER`, with COOKIE="name=value; …" of the editor to whom LOGIN belongs, OTHER of whoever manages accounts.
import assert from 'node:assert/strict'
import { LOAD, knows } from './chromium.mjs'
import { reach } from './keys.mjs'
import { signedIn } from './signed-in.mjs'

const [language, origin, coverage, story, login, password, cookie] = process.argv.slice(2)
const { context, colleague, open, edit, looks, leave } = await signedIn('out', language, origin)
// The clock of these windows is in our hands, and goes by itself between the jumps.
await context.clock.install()
const manager = await colleague(cookie)
const at = (screen) => new URL(screen, origin).href
const shut = (page) => page.waitForSelector('.out[role=alert]')
const opened = (page) => page.waitForSelector('.out', { state: 'detached' })
const held = (page) => page.evaluate(() => [document.activeElement.id || document.activeElement.className, document.activeElement.value ?? ''])
const words = language === 'ar' ? 'كلمات لم ترسل' : 'À demi écrit'

async function sends(screen, action, change = () => {}) {
  await manager.goto(at(screen), LOAD)
  await change()
  const [form] = await manager.$$(`form[action${action}]`)
  await Promise.all([manager.waitForEvent('framenavigated', LOAD), form.evaluate((it) => it.requestSubmit())])
}
const account = async () => {
  await manager.goto(at('/accounts'), LOAD)
  return manager.$$eval('tbody tr', (rows, login) => rows.find((row) => row.textContent.includes(login)).querySelector('a[href^="/accounts/"]').getAttribute('href'), login)
}
const end = async () => sends(await account(), '*="/sessions/"')
// The one way on, by keyboard, into another tab.
async function follow(page) {
  await reach(page, '.out a')
  const [tab] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('Enter')])
  await tab.waitForLoadState('load')
  return tab
}
async function signIn(page) {
  const [here, tab] = [new URL(page.url()), await follow(page)]
  assert.equal(new URL(tab.url()).pathname, '/sign-in')
  await reach(tab, '#login')
  await tab.keyboard.type(login)
  await reach(tab, '#password')
  await tab.keyboard.type(password)
  await Promise.all([tab.waitForURL((url) => url.pathname + url.search === here.pathname + here.search, LOAD), tab.keyboard.press('Enter')])
  await tab.close()
}

// A screen that asks for nothing: what is sent after a long silence is not lost on the page of a refusal.
const media = await open('/media')
await media.goto(at(await media.getAttribute('a[href^="/media?picture="]', 'href')), LOAD)
await media.focus('#o-credit')
await media.keyboard.press('Control+a')
await media.keyboard.type(words)
await end()
await context.clock.fastForward(120_000)
const before = await held(media)
await media.keyboard.press('Enter')
await shut(media)
assert.deepEqual(await held(media), before, 'whoever writes is left where they are')
await looks('media', media)
await signIn(media)
await opened(media)
// Where they were before they went to sign in.
assert.deepEqual(await held(media), before)
await Promise.all([media.waitForURL('**done=**', LOAD), media.keyboard.press('Enter')])
assert.equal(await media.inputValue('#o-credit'), words)
await media.close()

// Every screen that follows what others do, with something written in it.
const screens = {
  board: [await open('/stories'), '[data-filter]'], wires: [await open('/items'), '[data-filter]'], front: [await open('/fronts/fr'), '[data-pick]'],
  planning: [await open('/planning'), '[data-filter]'], coverage: [await open(coverage), '#lh'], history: [await open(`${story}/history`), '[data-row] a'],
}
const all = Object.values(screens).map(([page]) => page)
for (const [page, field] of Object.values(screens)) {
  await page.focus(field)
  if (await page.evaluate(() => document.activeElement.matches('input'))) await page.keyboard.type(words)
}
const writing = await edit(at(story))
const text = (page) => page.locator('.ProseMirror > p:not([class*=fld])').first().textContent()
await writing.keyboard.press('Control+End')
await writing.keyboard.type(` ${words} 1.`)
await writing.waitForSelector('[data-state].ok')
const stood = await Promise.all(all.map(held))
await end()
await Promise.all([...all, writing].map(shut))
assert.deepEqual(await Promise.all(all.map(held)), stood, 'no focus is taken, no word is lost')
const next = new URL(await screens.coverage[0].getAttribute('.out a', 'href'), origin)
assert.deepEqual([next.pathname, next.searchParams.get('next')], ['/sign-in', coverage])
// Nothing is asked any more, however long it lasts.
const asked = []
for (const page of all) page.on('request', (request) => asked.push(request.url()))
await context.clock.fastForward(600_000)
for (const page of all) await page.evaluate(() => new Promise((done) => requestIdleCallback(done)))
assert.deepEqual(asked, [])
for (const name of ['board', 'front', 'coverage', 'history']) await looks(name, screens[name][0])
// What is sent all the same stays, and it is said again.
const [direct] = screens.coverage
await direct.evaluate(() => { window.told = document.querySelector('.out') })
await direct.focus('#lh')
await direct.keyboard.press('Control+Enter')
await direct.waitForFunction(() => { const now = document.querySelector('.out'); return now && now !== window.told })
assert.equal(await direct.inputValue('#lh'), words)
// In the editor one writes on; the words are kept in the browser.
await writing.focus('.ProseMirror')
await writing.keyboard.press('Control+End')
await writing.keyboard.type(` ${words} 2.`)
await writing.waitForSelector('[data-state].off')
assert.equal(await writing.$('#trouble:not([hidden])'), null, 'it is told once')
await looks('editor', writing)

// Signed in once, in one tab: each of them goes on, with what was written.
await signIn(direct)
await Promise.all([...all, writing].map(opened))
assert.equal(await direct.inputValue('#lh'), words)
await writing.waitForSelector('[data-state].ok')
await writing.reload()
await writing.waitForSelector('#editor[data-ready]')
assert.match(await text(writing), new RegExp(` ${words} 1\\. ${words} 2\\.$`))
await writing.close()
await direct.focus('#lh')
await Promise.all([direct.waitForURL('**done=entry-published', LOAD), direct.keyboard.press('Control+Enter')])
// Whatever comes is told again.
await screens.board[0].evaluate(() => { window.same = true })
await sends('/stories/new', '="/stories"', () => manager.fill('#headline', `Marbre ${language}`))
await screens.board[0].waitForSelector(`[data-row]:has-text("Marbre ${language}")`)
assert.ok(await screens.board[0].evaluate(() => window.same))

// What is behind a screen may be theirs no more, though they are signed in: that is another word, and another way on.
const policy = () => sends('/accounts', '="/accounts/sign-in-policy"', () => manager.click('input[name="second-step"][value="editor"]'))
await policy()
await Promise.all(Object.entries(screens).filter(([name]) => name !== 'history').map(([, [page]]) => shut(page)))
assert.notEqual(await screens.wires[0].textContent('.out b'), await screens.wires[0].$eval('template[data-out=signed-out]', (it) => it.content.querySelector('b').textContent))
await looks('refused', screens.wires[0])
const start = await follow(screens.wires[0])
assert.equal(new URL(start.url()).pathname, '/settings/second-step')
await policy()
await start.goto(at('/stories'), LOAD)
await Promise.all(all.map(opened))

// Somebody else signs in in this browser: nothing is shown to them in a window that is not theirs.
await end()
await Promise.all(all.map(shut))
await knows(context, cookie, origin)
const looked = all.map((page) => page.waitForResponse(/\/keys$/))
await start.goto(at('/stories'), LOAD)
await Promise.all(looked.map(async (answer) => (await answer).finished()))
for (const page of all) assert.ok(await page.$('.out[role=alert]'))

await leave()
