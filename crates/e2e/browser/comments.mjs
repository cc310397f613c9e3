// Comments by keyboard alone, in two windows: `node comments.mjs LANGUAGE URL`, with COOKIE="name=value; …".
import assert from 'node:assert/strict'
import { signedIn } from './signed-in.mjs'

const [language, url] = process.argv.slice(2)
const { edit, looks: judged, leave } = await signedIn('comments', language, url)
const [page, other] = [await edit(url), await edit(url)]
const keys = page.keyboard
const looks = (name) => judged(name, page)
const noted = (on) => on.$$eval('.noted', (all) => all.map((one) => one.textContent).join(''))
const shows = (on, words) => on.waitForFunction((words) => [...document.querySelectorAll('.noted')].map((one) => one.textContent).join('') === words, words)
const body = '.ProseMirror > p:not([class])'

// The first word of the text is marked and commented on; the other window has it at once.
const word = await page.$eval(body, (p) => p.textContent.split(' ')[1])
await page.focus('.ProseMirror')
await page.evaluate((selector) => {
  const text = document.querySelector(selector).firstChild
  const at = text.data.indexOf(' ') + 1
  getSelection().setBaseAndExtent(text, at, text, text.data.indexOf(' ', at))
}, body)
await keys.press('Control+Alt+m')
await page.waitForSelector('#say:focus')
assert.equal(await page.textContent('[data-on] q'), word)
await keys.type('Ce mot ? @')
await page.waitForSelector('#names [role=option]')
const name = await page.textContent('#names [role=option]')
await keys.press('Enter')
assert.equal(await page.inputValue('#say'), `Ce mot ? @${name} `)
await looks('writing')
await page.focus('#say')
await keys.press('Control+Enter')
await shows(page, word)
await shows(other, word)
assert.ok((await other.textContent('#comments')).includes('Ce mot ?'))
await looks('thread')

// It moves with its words, whoever writes before them.
await other.focus('.ProseMirror')
await other.evaluate((selector) => getSelection().setPosition(document.querySelector(selector).firstChild, 0), body)
await other.keyboard.type('xyz ')
await page.waitForFunction((selector) => document.querySelector(selector).textContent.startsWith('xyz '), body)
assert.equal(await noted(page), word)

// Answered in the other window, while an answer is being written here: both stay.
const summary = '[data-thread] [data-reply]'
await page.focus(summary)
await keys.press('Enter')
await page.waitForSelector('[data-thread] textarea:focus')
await keys.type('Presque fini')
await other.focus(summary)
await other.keyboard.press('Enter')
await other.waitForSelector('[data-thread] textarea:focus')
await other.keyboard.type('Oui.')
await other.keyboard.press('Control+Enter')
await page.waitForFunction(() => document.querySelectorAll('[data-thread] .said').length === 2)
assert.equal(await page.inputValue('[data-thread] textarea'), 'Presque fini')
await page.waitForSelector('[data-thread] textarea:focus')
await keys.press('Control+Enter')
for (const one of [page, other]) await one.waitForFunction(() => document.querySelectorAll('[data-thread] .said').length === 3)

// To its words and back, by the keyboard.
await page.focus('[data-thread] [data-go]')
await keys.press('Enter')
assert.equal(await page.evaluate(() => getSelection().toString()), word)
await keys.press('Control+.')
await page.waitForSelector('[data-thread]:focus')

// Its words go: it says so, and can still be read. They come back: it finds them again.
await page.focus('[data-thread] [data-go]')
await keys.press('Enter')
await keys.press('Delete')
await page.waitForSelector('[data-thread] [data-words-gone]:visible')
await other.waitForSelector('[data-thread] [data-words-gone]:visible')
assert.ok((await other.textContent('[data-thread]')).includes(word))
await looks('gone')

// Closed and opened again.
const settle = (on) => on.focus('[data-thread] form[action$=resolve] button, [data-thread] form[action$=reopen] button')
await settle(page)
await keys.press('Enter')
await other.waitForSelector('[data-thread].card-ok')
await settle(other)
await other.keyboard.press('Enter')
await page.waitForFunction(() => !document.querySelector('[data-thread].card-ok'))
await leave()
