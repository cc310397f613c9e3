// Suggestions by keyboard alone, in two windows: `node suggestions.mjs LANGUAGE URL`, with COOKIE="name=value; …".
import assert from 'node:assert/strict'
import { frame, press } from './keys.mjs'
import { signedIn } from './signed-in.mjs'

const [language, url] = process.argv.slice(2)
const { edit, looks: judged, leave } = await signedIn('suggestions', language, url)
const [page, other] = [await edit(url), await edit(url)]
const keys = page.keyboard
const body = '.ProseMirror > p:not([class*=fld])'
const word = language === 'ar' ? 'جديد' : 'neuf'
const settled = (on) => on.waitForSelector('[data-state].ok')
const text = (on) => on.$$eval(body, (all) => all.map((p) => p.textContent).join('|'))
const both = async (selector, count) => {
  for (const on of [page, other]) await on.waitForFunction(([selector, count]) => document.querySelectorAll(selector).length === count, [selector, count])
}
// What the server has for readers, and what it saves.
const published = async () => JSON.parse(await page.evaluate(async () => {
  const fresh = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), 'text/html')
  return fresh.getElementById('editor').dataset.document
}))
const begun = await published()
// The caret goes before the first letter of the text, or so many letters on, as the editor itself knows it.
async function caret(on, letters) {
  await on.focus('.ProseMirror')
  await on.evaluate(([selector, at]) => {
    const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT)
    let left = at
    while (walker.nextNode() && left > walker.currentNode.length) left -= walker.currentNode.length
    getSelection().setPosition(walker.currentNode, left)
  }, [body, letters])
  await frame(on)
}

// The choice is the window's own, is shown, and outlives a reload.
await press(page, 'Control+Alt+s')
await page.waitForSelector('.sug-mode:visible')
assert.equal(await other.$$eval('.sug-mode:not([hidden])', (all) => all.length), 0)
await page.reload()
await page.waitForSelector('#editor[data-ready] .ProseMirror')
await page.waitForSelector('.sug-mode:visible')

// Words come, words go, a paragraph is divided, the headline changes: the other window sees it, readers would not.
await caret(page, 2)
await keys.type(` ${word} `)
await both(`${body} ins.sug:not(.pil)`, 1)
await settled(page)
// Back over more than a line, so that some of the spaces are ones at which it wraps.
const STRUCK = 30
await press(page, 'Control+End', 'Control+End', ...Array(STRUCK).fill('Backspace'))
await both(`${body} del.sug`, 1)
const struck = begun.blocks[0].text.slice(-STRUCK)
for (const on of [page, other]) assert.equal(await on.textContent(`${body} del.sug`), struck)
await caret(page, 12)
await press(page, 'Enter')
await both('.sug-added', 1)
// For a moment after typing the editor takes no selection from the browser: whoever is as fast as this selects again.
const inHeadline = () => page.evaluate(() => document.querySelector('.fld-headline').contains(getSelection().anchorNode))
for (let n = 0; n < 5 && !await inHeadline(); n += 1) await press(page, 'Control+Home', 'Enter', 'End')
await keys.type('!')
await both('.fld-headline ins.sug', 1)
await settled(page)
await both('[data-suggestion]', 4)
assert.deepEqual(await published(), begun)
assert.match(await other.textContent('[data-suggestion] p'), /\d\d:\d\d/)
await judged('open', page)

// Saved and read again: they are still there, and no part of what was saved.
await press(page, 'Control+s')
await page.reload()
await page.waitForSelector('#editor[data-ready] .ProseMirror')
await both('[data-suggestion]', 4)
assert.deepEqual(await published(), begun)

// From one to the next, into its card, accepted; the next refused; each can be undone.
await other.focus('.ProseMirror')
await press(other, 'Control+Home', 'F9', 'Control+.')
await other.waitForSelector('[data-suggestion]:focus')
await judged('card', other)
await other.focus('[data-suggestion]')
await press(other, 'Enter')
await both('[data-suggestion]', 3)
await both('.fld-headline ins.sug', 0)
await settled(other)
assert.equal((await published()).headline, `${begun.headline}${language === 'ar' ? '!' : '\u202f!'}`.trim())
await press(other, 'F9', 'Control+.')
await other.waitForSelector('[data-suggestion]:focus')
await press(other, 'Delete')
await both('[data-suggestion]', 2)
await both(`${body} ins.sug:not(.pil)`, 0)
await press(other, 'Control+z')
await both(`${body} ins.sug:not(.pil)`, 1)
await press(other, 'Control+y')
await both(`${body} ins.sug:not(.pil)`, 0)

// Before publishing, over the text and back to it: it says how many are open.
await other.focus('.ProseMirror')
await press(other, 'Control+Enter')
await other.waitForSelector('.veil #pf:focus')
assert.match(await other.textContent('.veil .pf'), /\(\u2068?2\u2069?\)/)
await judged('preflight', other)
await press(other, 'Escape')
await other.waitForSelector('.ProseMirror:focus')
assert.equal(await other.$$eval('.veil:not(#palette)', (all) => all.length), 0)

// All the rest at once, by the buttons.
await other.focus('#suggestions .row button')
await press(other, 'Enter')
await both('[data-suggestion]', 0)
await both('.sug-added', 0)
await settled(other)
const end = await published()
assert.equal(end.blocks.length, begun.blocks.length + 1, await text(other))
assert.equal(end.blocks.map((block) => block.text).join(''), begun.blocks[0].text.slice(0, -STRUCK))
assert.equal(await page.$$eval('#suggestions:not([hidden])', (all) => all.length), 0)
await leave()
