// Two people in one live coverage, each in a browser of their own: `node two.mjs LANGUAGE URL OTHER NAME`, with
// COOKIE="name=value; …" of the one, OTHER of the other, whose name is NAME.
import assert from 'node:assert/strict'
import { LOAD } from './chromium.mjs'
import { signedIn } from './signed-in.mjs'

const [language, url, cookie, name] = process.argv.slice(2)
const { colleague, open, looks, leave } = await signedIn('two', language, url)
const words = language === 'ar' ? 'العبّارة تغادر' : 'Le ferry s’en va'
const page = await open(url)
const faces = (on) => on.$$eval('[data-here] .av', (all) => all.map((one) => one.getAttribute('title')))
const there = (on, count) => on.waitForFunction((count) => document.querySelectorAll('[data-here] .av').length === count, count)
const says = (on, words) => on.waitForFunction((words) => document.querySelector('[data-also]').textContent.includes(words), words)
await there(page, 1)
const [own] = await faces(page)

// Whoever comes is seen on the screen that is open, and sees who is there.
const theirs = await colleague(cookie)
await theirs.goto(url, LOAD)
await there(page, 2)
await there(theirs, 2)
for (const on of [page, theirs]) assert.deepEqual((await faces(on)).sort(), [own, name].sort())
const colour = (on, who) => on.$eval(`[data-here] .av[title="${who}"]`, (one) => getComputedStyle(one).backgroundColor)
for (const who of [own, name]) assert.equal(await colour(page, who), await colour(theirs, who), 'one colour, whoever looks')

// Whoever types is said to write, by name, to the other and not to themselves.
await theirs.keyboard.press('n')
await theirs.waitForSelector('#lh:focus')
await theirs.keyboard.type(words)
await says(page, name)
assert.equal(await theirs.textContent('[data-also]'), '')
assert.equal(await page.getAttribute('[data-also]', 'role'), 'status')
await looks('writes', page)
// The pictures took their time: whoever goes on typing is still said to write.
await theirs.keyboard.type(' x')
await says(page, name)

// In the editor somebody has the colour that they have in the coverage.
const drawn = await colour(page, name)
const story = url.replace('/live/', '/stories/')
await theirs.fill('#lh', '')
await theirs.goto(story, LOAD)
await theirs.waitForSelector('#editor[data-ready] .ProseMirror')
const editor = await open(story)
await editor.waitForSelector('#others .av')
assert.equal(await editor.getAttribute('#others .av', 'title'), name)
const pencil = await editor.$eval('#others .av', (one) => {
  const probe = Object.assign(document.createElement('i'), { className: one.className.match(/who-\d/)[0] })
  probe.style.color = 'var(--who)'
  document.body.append(probe)
  return getComputedStyle(probe).color
})
assert.equal(pencil, drawn)

// Whoever is gone is seen no more.
await there(page, 1)
assert.deepEqual(await faces(page), [own])
await leave()
