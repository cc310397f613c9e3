// A comment from its words to its end, by the keyboard alone, between two people: `node mentions.mjs LANGUAGE URL OTHER NAME`,
// with COOKIE="name=value; …" of the one, OTHER of the other, whose name is NAME.
import assert from 'node:assert/strict'
import { LOAD } from './chromium.mjs'
import { press, reach } from './keys.mjs'
import { signedIn } from './signed-in.mjs'

const [language, url, cookie, name] = process.argv.slice(2)
const { colleague, edit, looks, leave } = await signedIn('mentions', language, url)
const said = language === 'ar' ? { ask: 'راجع هذا ', answer: 'نعم، راجعته.' } : { ask: 'À revoir ', answer: 'Oui, c’est revu.' }
const [back, forth] = language === 'ar' ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight']

// Words are marked at the end of the text; a comment about them names somebody, who is chosen by arrows.
const page = await edit(url)
const keys = page.keyboard
await reach(page, '.ProseMirror')
const word = `Control+Shift+${back}`
await press(page, 'Control+End', back, word, word, `Control+Shift+${forth}`, word)
const words = await page.evaluate(() => getSelection().toString().trim())
assert.ok(/\p{L}/u.test(words), words)
await keys.press('Control+Alt+m')
await page.waitForSelector('#say:focus')
assert.equal((await page.textContent('[data-on] q')).trim(), words)
await keys.type(`${said.ask}@`)
await page.waitForSelector('#names [role=option]')
const chosen = () => page.textContent('#names [aria-selected=true]')
const names = await page.$$eval('#names [role=option]', (all) => all.map((one) => one.textContent))
assert.ok(names.length > 1 && names.includes(name), names.join())
const first = await chosen()
await keys.press('ArrowUp')
assert.notEqual(await chosen(), first)
for (let n = 0; n < names.length && await chosen() !== name; n += 1) await keys.press('ArrowDown')
assert.equal(await chosen(), name)
await looks('names', page)
await page.evaluate(() => document.querySelector('#say').focus())
if (!await page.$('#names')) {
  await keys.press('Backspace')
  await keys.type('@')
  for (let n = 0; n < names.length && await chosen() !== name; n += 1) await keys.press('ArrowDown')
}
await keys.press('Enter')
assert.equal(await page.inputValue('#say'), `${said.ask}@${name} `)
await keys.press('Control+Enter')
await page.waitForSelector('[data-thread]')
const thread = await page.getAttribute('[data-thread]', 'data-thread')

// Whoever was named is called from any board, follows the call by the keyboard, and answers.
const theirs = await colleague(cookie)
await theirs.goto(new URL('/stories', url).href, LOAD)
const call = `a[href$="#c${thread}"]`
assert.ok((await theirs.textContent(call)).includes(said.ask.trim()))
await looks('called', theirs)
await reach(theirs, call)
await Promise.all([theirs.waitForURL(`**/stories/*#c${thread}`, LOAD), theirs.keyboard.press('Enter')])
await theirs.waitForSelector('#editor[data-ready]')
await reach(theirs, `#c${thread} [data-reply]`)
await theirs.keyboard.press('Enter')
await theirs.waitForSelector(`#say${thread}:focus`)
await theirs.keyboard.type(said.answer)
await theirs.keyboard.press('Control+Enter')
await page.waitForFunction(([thread, words]) => document.getElementById(`c${thread}`).textContent.includes(words), [thread, said.answer])
await looks('answered', page)

// Closed by the one, opened again by the other; each hears of it.
await reach(page, `#c${thread} form[action$=resolve] button`)
await keys.press('Enter')
await theirs.waitForSelector(`#c${thread}.card-ok`)
await looks('resolved', theirs)
await reach(theirs, `#c${thread} form[action$=reopen] button`)
await theirs.keyboard.press('Enter')
await page.waitForFunction((thread) => !document.getElementById(`c${thread}`).classList.contains('card-ok'), thread)
assert.ok((await page.textContent('.noted')).includes(words), 'the words are marked again')

// The call was answered: nobody is called any more.
await theirs.goto(new URL('/stories', url).href, LOAD)
assert.equal(await theirs.$(call), null)
await leave()
