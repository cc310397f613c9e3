// Somebody writes while another publishes, corrects and withdraws: `node released.mjs LANGUAGE URL OTHER NAME`, with
// COOKIE="name=value; …" of the one, OTHER of the other, whose name is NAME.
import assert from 'node:assert/strict'
import { LOAD } from './chromium.mjs'
import { signedIn } from './signed-in.mjs'

const [language, url, cookie, name] = process.argv.slice(2)
const { context, colleague, edit, looks, leave } = await signedIn('released', language, url)
const page = await edit(url)
const theirs = await colleague(cookie)
const banner = '#released [data-number]'
const body = '.ProseMirror > p:not([class*=fld])'
const word = language === 'ar' ? 'جديد' : 'neuf'
const kept = () => page.waitForSelector('[data-state].ok')
const says = (words) => page.waitForFunction(([banner, words]) => document.querySelector(banner)?.textContent.includes(words), [banner, words])
async function sends(screen, to, fields = {}) {
  await theirs.goto(`${url}${screen}`, LOAD)
  const gone = theirs.waitForEvent('framenavigated', LOAD)
  await theirs.evaluate(([to, fields]) => {
    const form = document.querySelector(`form[action$="${to}"]`)
    for (const [name, value] of Object.entries(fields)) form.elements[name].value = value
    form.submit()
  }, [to, fields])
  await gone
}
async function types(words) {
  await page.focus('.ProseMirror')
  await page.evaluate((selector) => { const p = document.querySelector(selector); getSelection().selectAllChildren(p); getSelection().collapseToEnd() }, body)
  await page.keyboard.type(words)
  await kept()
}

// Nothing is told of what went out before the page was opened, nor of one's own.
assert.equal(await page.$(banner), null)
assert.equal(await page.getAttribute('#released', 'role'), 'status')
await sends('/preflight', '/publish')
await says(name)
assert.match(await page.textContent(`${banner} b`), /\d\d:\d\d/)
assert.equal(await page.$(`${banner} a`), null, 'nothing to compare yet')
// The stage above is the new one as well.
assert.equal(await page.$eval('.head .stages [aria-current]', (li) => li.nextElementSibling), null)
// Whoever types goes on typing; what they type is counted, and is not told of at each letter.
await types(` ${word}`)
await page.waitForSelector(`${banner} a`)
assert.equal(await page.evaluate(() => document.activeElement.classList.contains('ProseMirror')), true)
assert.equal(await page.getAttribute('[data-changes]', 'aria-live'), 'off')
await looks('banner', page)

// By keyboard: back from the text to the banner, closed by Escape, back in the text.
await page.focus('.ProseMirror')
for (let n = 0; n < 40 && !await page.evaluate(() => document.activeElement.closest('#released')); n += 1) await page.keyboard.press('Shift+Tab')
assert.ok(await page.evaluate(() => document.activeElement.closest('#released') !== null), 'the banner is reached from the text')
await page.keyboard.press('Escape')
assert.equal(await page.$(banner), null)
assert.equal(await page.evaluate(() => document.activeElement.classList.contains('ProseMirror')), true)
await types(` ${word}`)
assert.equal(await page.$(banner), null, 'what was closed stays closed')

// Away while a correction goes out: told on coming back.
const before = await page.$eval('#story', (form) => Number(form.elements.base.value))
await page.keyboard.press('Control+s')
await page.waitForFunction((before) => Number(document.querySelector('#story').elements.base.value) > before, before)
await context.setOffline(true)
await page.keyboard.type(` ${word}`)
await sends('/preflight', '/correct', { notice: 'Une heure fausse.' })
await context.setOffline(false)
await says(name)
await kept()
await page.waitForSelector(`${banner} a`)
await Promise.all([page.waitForEvent('framenavigated', LOAD), page.click(`${banner} a`)])
await page.waitForLoadState('load')
assert.equal(await page.inputValue('#to'), 'draft')
assert.ok((await page.textContent('.diff ins')).includes(word))
await looks('compared', page)
await page.keyboard.press('Escape')
await page.waitForSelector('#editor[data-ready] .ProseMirror')
assert.equal(await page.$(banner), null, 'a page that is opened anew has no news')

// Withdrawn: who and when, beside that nobody writes on.
await sends('/kill', '/kill', { reason: 'Ce n’est pas vrai.' })
await says(name)
await page.waitForSelector('#trouble:not([hidden])')
await looks('withdrawn', page)
await leave()
