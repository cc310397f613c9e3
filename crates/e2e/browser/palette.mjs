// The palette of the desk, by keyboard alone: `node palette.mjs LANGUAGE ORIGIN STORY HEADLINE`, with COOKIE="name=value; …".
import assert from 'node:assert/strict'
import { LOAD } from './chromium.mjs'
import { signedIn } from './signed-in.mjs'

const [language, origin, story, headline] = process.argv.slice(2)
const WORDS = {
  fr: { sources: 'sorces', marked: 'Sources', save: 'enregistrer' },
  ar: { sources: 'المصدر', marked: 'المصادر', save: 'حفظ' },
}[language]
// An hour before there was a front has a refusal in the frame of its proof, which no frame shows.
const { open: opened, looks: judged, leave } = await signedIn('palette', language, origin, { spared: /^Framing/ })
const page = await opened('/stories')
const keys = page.keyboard
const looks = (name) => judged(name, page)

async function open(screen) {
  await page.goto(new URL(screen, origin).href, LOAD)
  await keys.press('Control+k')
  await page.waitForSelector('#palette[open]')
}
// The marked line says `words` and is the only one marked.
const marked = (words) => page.waitForFunction((words) => {
  const rows = [...document.querySelectorAll('#palette [aria-selected=true]')]
  const field = document.querySelector('#palette input')
  return rows.length === 1 && rows[0].innerText.includes(words) && field.getAttribute('aria-activedescendant') === rows[0].id
}, words)

// A screen, by letters that are not all there, whatever their accents.
await open('/stories')
await looks('open')
await keys.type(WORDS.sources)
await marked(WORDS.marked)
await Promise.all([page.waitForURL(`**/sources`), keys.press('Enter')])

// A story, by its words, from any screen.
await open('/keys')
await keys.type(headline)
await marked(headline)
await looks('found')
await Promise.all([page.waitForURL(`**${story}`), keys.press('Enter')])

// A name that nothing has is told; Escape gives the screen back as it was.
await open('/stories')
await keys.type('zqxjkw')
await page.waitForSelector('#palette [role=status]:not([hidden])')
await keys.press('Escape')
await page.waitForSelector('#palette:not([open])', { state: 'attached' })
assert.equal(new URL(page.url()).pathname, '/stories')

// Each first sign has its own: people lead to their stories, topics to those that say them, an hour to the front of then.
const offered = (kind) => page.waitForFunction((kind) => {
  const rows = [...document.querySelectorAll('#palette [role=option]')]
  return rows.length && rows.every((row) => row.firstElementChild.textContent === document.getElementById('palette').dataset[kind])
}, kind)
for (const [sign, kind, leads] of [['@', 'person', '**/stories/list?assignee=*'], ['#', 'topic', '**/stories/list?text=*'], [':00:00', 'time', '**/preview?at=*T00%3A00']]) {
  await open('/stories')
  await keys.type(sign)
  await offered(kind)
  const names = await page.$$eval('#palette .pal-n', (all) => all.map((one) => one.textContent))
  if (kind === 'person') await looks('people')
  const wanted = names.at(-1)
  if (kind !== 'time') {
    await keys.type(wanted)
    await marked(wanted)
    await offered(kind)
  }
  await Promise.all([page.waitForURL(leads), keys.press('Enter')])
}
await open('/stories')
await keys.type(':99')
await page.waitForSelector('#palette [role=status]:not([hidden])')
await keys.press('Escape')

// The keys of each screen, over it, by "?": all that its foot shows are there, and the screen is as it was.
const pieces = (selector) => page.$$eval(`${selector} kbd`, (all) => all.filter((one) => one.getClientRects().length)
  .flatMap((one) => one.textContent.trim().split(/[\s+]+/)).map((key) => (key === '↵' ? document.getElementById('keys').dataset.enter : key)))
const edition = language
for (const screen of ['/stories', '/stories/list', '/items', '/live', '/media', '/planning', '/planning/new', `/fronts/${edition}`, `/fronts/${edition}/history`, `/fronts/${edition}/preview`, `${story}?view=read`, `${story}/preflight`, `${story}/history`, '/settings', '/accounts']) {
  await page.goto(new URL(screen, origin).href, LOAD)
  await page.evaluate(() => document.activeElement.blur())
  await keys.press('?')
  await page.waitForSelector('#keys[open] section')
  const there = new Set(await pieces('#keys'))
  // Before publishing, the foot belongs to what is covered.
  const foot = screen.endsWith('/preflight') ? [] : await pieces('.keys-l')
  const arrows = (key) => (/^[←→↑↓]$/.test(key) ? [...there].some((one) => /[←→↑↓]/.test(one)) : there.has(key))
  assert.deepEqual(foot.filter((key) => !arrows(key) && !there.has(key.replace('⇧', '')) && key !== '⇧'), [], `${screen}: ${[...there]}`)
  if (screen === '/stories' || screen === story) await looks('keys')
  await keys.press('Escape')
  await page.waitForSelector('#keys:not([open])', { state: 'attached' })
  assert.equal(page.url(), new URL(screen, origin).href)
}

// Every button of the screen that is open is there, and does what it does.
await page.goto(new URL(story, origin).href, LOAD)
await page.waitForSelector('#editor[data-ready]')
await keys.press('Control+k')
await page.waitForSelector('#palette[open]')
await keys.type('>')
const names = await page.$$eval('#palette .pal-n', (all) => all.map((one) => one.textContent))
const buttons = await page.$$eval('.head button:not([data-palette]), .head a.btn', (all) => all.filter((one) => one.getClientRects().length)
  .map((one) => { const copy = one.cloneNode(true); copy.querySelectorAll('kbd').forEach((it) => it.remove()); return copy.textContent.replace(/\s+/g, ' ').trim() }))
for (const name of buttons) assert.ok(names.includes(name), `${name} is not in the palette: ${names}`)
await keys.type(WORDS.save)
await page.waitForFunction((save) => document.querySelector('#palette [aria-selected=true] .pal-n')?.textContent.toLowerCase() === save, WORDS.save)
await Promise.all([page.waitForSelector('.toast'), keys.press('Enter')])

await leave()
