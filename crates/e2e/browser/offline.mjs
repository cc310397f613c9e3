// Somebody writes without a network, for long, and more than the network dies: `node offline.mjs LANGUAGE URL COOKIE OTHER`.
// The first window is that of COOKIE="name=value; …", the second that of OTHER, who is always there. Orders come on standard
// input, a line each: {"does": …, "with": …}.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { knows, mortal, start } from './chromium.mjs'
import { between } from './network.mjs'
import { looksFine, windows } from './signed-in.mjs'

const [language, address, cookie, other] = process.argv.slice(2)
const HOUR = 3_600_000
const [here, there] = [await between(address), await between(address)]
const browser = await start()
const said = []

async function window(text, network) {
  const context = await windows(browser, said)
  await knows(context, text, network.url)
  return context
}
async function edit(context, url) {
  const page = await context.newPage()
  await page.goto(url)
  await page.waitForSelector('#editor[data-ready] .ProseMirror')
  return page
}
const [mine, theirs] = [await window(cookie, here), await window(other, there)]
// From here on the clock of the one who loses the network is in our hands, and goes by itself between the jumps.
await mine.clock.install()
const one = await edit(mine, here.url)
const two = await edit(theirs, there.url)
const words = JSON.parse(await one.locator('#editor').getAttribute('data-words'))

const frame = (on) => on.evaluate(() => new Promise((told) => { const { port1, port2 } = new MessageChannel(); port2.onmessage = told; port1.postMessage(0) }))
const settled = (on) => on.waitForSelector('[data-state].ok')
const state = (on, text) => on.waitForFunction((text) => document.querySelector('[data-state]').textContent === text, text)
const shows = (on, text) => on.waitForFunction((text) => document.querySelector('.ProseMirror').textContent.includes(text), text)
const BODY = '.ProseMirror > p:not([class])'
// At the beginning or the end of the first paragraph of the text.
async function type(on, where, text) {
  const there = () => on.evaluate(([where, body]) => {
    const { anchorNode, anchorOffset, isCollapsed } = getSelection()
    const first = document.querySelector(body)
    return isCollapsed && first.contains(anchorNode) && anchorOffset === (where === 'end' ? (anchorNode.nodeValue ?? '').length : 0)
  }, [where, BODY])
  for (let n = 0; n < 50 && !(n && await there()); n += 1) {
    await on.focus('.ProseMirror')
    await on.evaluate(([where, body]) => {
      const texts = document.createTreeWalker(document.querySelector(body), NodeFilter.SHOW_TEXT)
      let node = texts.nextNode()
      for (let next = node; next && where === 'end'; next = texts.nextNode()) node = next
      getSelection().collapse(node, where === 'end' ? node.nodeValue.length : 0)
    }, [where, BODY])
    await frame(on)
  }
  assert.ok(await there(), `the caret stands at the ${where}`)
  await on.keyboard.type(text)
}
const written = async (on) => JSON.parse(await on.evaluate(async () => {
  const fresh = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), 'text/html')
  return fresh.getElementById('editor').dataset.document
}))
const urgency = (on) => on.evaluate(async () => {
  const fresh = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), 'text/html')
  return fresh.querySelector('#urgency [selected]').value
})
const text = (on) => on.locator(BODY).first().textContent()
const trouble = (on) => on.locator('#trouble:not([hidden])')

const deeds = {
  // Nothing is typed: what stood there before stands there again, and no word of a cut stays.
  async 'is cut off and comes back'() {
    await settled(one)
    const before = await one.locator('[data-state]').textContent()
    here.cut()
    await state(one, words['writing-kept-here'])
    await trouble(one).waitFor()
    here.mend()
    await state(one, before)
    await settled(one)
    assert.equal(await trouble(one).count(), 0)
  },
  // A connection that is dead without a word is noticed when the laptop wakes up: words of others come though nothing is typed.
  async 'sleeps beside a dead connection'() {
    here.swallow()
    await type(two, 'end', ' Réveil.')
    await settled(two)
    here.mend()
    await mine.clock.fastForward(HOUR)
    await shows(one, 'Réveil.')
    await settled(one)
  },
  // An hour, the half of it backwards, and words at both ends of it.
  async 'writes for an hour without a network'() {
    here.cut()
    await type(one, 'beginning', 'Début. ')
    await state(one, words['writing-kept-here'])
    await mine.clock.fastForward(HOUR)
    await type(one, 'end', ' Fin.')
    await mine.clock.setSystemTime(Date.now() - 30 * HOUR)
    await type(one, 'end', ' Hier.')
    await mine.clock.fastForward(HOUR)
    await state(one, words['writing-kept-here'])
    assert.match(await trouble(one).textContent(), /\d\d:\d\d/, 'since when')
    await type(two, 'end', ' Ailleurs.')
    await settled(two)
    await looksFine(one, `${language}-offline-hour`)
  },
  // Another service is at the same address, and knows this browser no longer.
  async 'comes back to a session that has ended'(address) {
    for (const network of [here, there]) {
      network.to(address)
      network.mend()
    }
    await one.waitForSelector('.out[role=alert]')
    assert.equal(await trouble(one).count(), 0, 'it is told once')
    await state(one, words['writing-kept-here'])
    assert.match(await text(one), /^Début\. .* Fin\. Hier\.$/)
    await looksFine(one, `${language}-offline-signed-out`)
  },
  async 'signs in in another tab'({ login, password }) {
    const tab = await mine.newPage()
    await tab.goto(new URL('/sign-in', here.url).href)
    await tab.locator('[name=login]').first().fill(login)
    await tab.keyboard.press('Tab')
    await tab.locator('[name=password]').first().fill(password)
    await tab.keyboard.press('Enter')
    await tab.waitForURL(/\/stories/)
    await tab.close()
    await Promise.all([settled(one), settled(two), one.waitForSelector('.out', { state: 'detached' })])
    assert.equal(await trouble(one).count(), 0)
    for (const page of [one, two]) await shows(page, 'Début. ')
    await shows(one, ' Ailleurs.')
    for (const page of [one, two]) {
      const now = await text(page)
      for (const word of ['Début. ', ' Fin.', ' Hier.', ' Ailleurs.', ' Réveil.']) assert.equal(now.split(word).length, 2, `${word} in ${now}`)
    }
    assert.equal(await text(one), await text(two))
    assert.equal((await written(two)).blocks[0].text, await text(one))
    // And it can be saved at once.
    await one.keyboard.press('Control+s')
    await one.waitForSelector('.toast')
    assert.equal(await trouble(one).count(), 0)
  },
  // What the server took and this browser's disk still has, because the browser died, undoes nothing.
  async 'dies before it forgets a field that was kept'() {
    const page = await edit(mine, here.url)
    await page.evaluate(() => {
      const set = Storage.prototype.setItem
      Storage.prototype.setItem = function put(key, value) {
        if (key.startsWith('marbre:') && JSON.parse(value).card?.urgency) window.onDisk = [key, value]
        return set.call(this, key, value)
      }
    })
    await page.selectOption('#urgency', '2')
    await settled(page)
    const disk = await page.evaluate(() => window.onDisk)
    assert.match(disk[1], /urgency/)
    await two.reload()
    await two.waitForSelector('#editor[data-ready] .ProseMirror')
    assert.equal(await two.locator('#urgency').inputValue(), '2')
    await two.selectOption('#urgency', '6')
    await settled(two)
    await page.close({ runBeforeUnload: false })
    await one.evaluate(([key, value]) => localStorage.setItem(key, value), disk)
    const again = await edit(mine, here.url)
    // It has told the server, which needs it no longer.
    await again.waitForFunction((key) => !localStorage.getItem(key), disk[0])
    assert.equal(await urgency(two), '6')
    await again.reload()
    assert.equal(await again.locator('#urgency').inputValue(), '6')
    await again.close()
  },
  // The later one counts, knows what stood there, and has it back by keyboard; what only one changed is nobody's news.
  async 'sets a field that another sets meanwhile'() {
    const page = await edit(mine, here.url)
    await two.reload()
    await two.waitForSelector('#editor[data-ready] .ProseMirror')
    await settled(two)
    here.cut()
    await page.focus('#slugline')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('SANS RÉSEAU')
    await page.focus('#dateline')
    await page.keyboard.type('Ostrande')
    await state(page, words['writing-kept-here'])
    await two.focus('#slugline')
    await two.keyboard.press('Control+a')
    await two.keyboard.type('AVEC RÉSEAU')
    await settled(two)
    here.mend()
    await page.locator('[data-crossed=slugline] bdi', { hasText: 'AVEC RÉSEAU' }).waitFor()
    await settled(page)
    assert.equal(await page.locator('[data-crossed]').count(), 1)
    await two.waitForFunction(() => document.getElementById('slugline').value === 'SANS RÉSEAU' || document.activeElement.id === 'slugline')
    assert.equal((await written(two)).slugline ?? 'SANS RÉSEAU', 'SANS RÉSEAU')
    await looksFine(page, `${language}-crossed`)
    await page.reload()
    await page.waitForSelector('#editor[data-ready]')
    await page.locator('[data-crossed=slugline] bdi', { hasText: 'AVEC RÉSEAU' }).waitFor()
    assert.equal(await page.locator('[data-crossed]').count(), 1, 'as it was before the window closed')
    await page.focus('#slugline')
    await page.keyboard.press('Tab')
    await page.waitForFunction(() => document.activeElement.closest('[data-crossed]'))
    await page.keyboard.press('Enter')
    assert.equal(await page.inputValue('#slugline'), 'AVEC RÉSEAU')
    assert.equal(await page.evaluate(() => document.activeElement.id), 'slugline')
    await settled(page)
    await page.reload()
    await page.waitForSelector('#editor[data-ready]')
    assert.deepEqual([await page.inputValue('#slugline'), await page.inputValue('#dateline')], ['AVEC RÉSEAU', 'Ostrande'])
    assert.equal(await page.locator('[data-crossed]').count(), 0, 'what was taken back is told no more')
    await page.close()
  },
  // Somebody else has signed in in this browser meanwhile: nothing is sent in their name.
  async 'does not write as somebody else'() {
    const page = await mine.newPage()
    let stranger = true
    const sent = []
    await page.routeWebSocket(/\/together$/, (socket) => {
      const server = socket.connectToServer()
      socket.onMessage((message) => {
        if (stranger && typeof message !== 'string' && message[0] === 1) sent.push(message)
        server.send(message)
      })
      server.onMessage((message) => socket.send(stranger && typeof message === 'string' ? message.replace(/"account":"\d+"/g, '"account":"7"') : message))
    })
    stranger = false
    await page.goto(here.url)
    await page.waitForSelector('#editor[data-ready] .ProseMirror')
    stranger = true
    here.cut()
    await type(page, 'end', ' Mien.')
    await state(page, words['writing-kept-here'])
    here.mend()
    await page.waitForSelector('.out[role=alert]')
    assert.deepEqual(sent, [])
    stranger = false
    await settled(page)
    assert.match((await written(page)).blocks[0].text, / Mien\./)
    await page.close()
  },
  // A browser with a profile of its own, which can be killed.
  async 'types into a browser that can be killed'(words) {
    await killable()
    await type(doomed.page, 'end', words)
    await settled(doomed.page)
  },
  async 'types while the service is away'(text) {
    await type(doomed.page, 'end', text)
    await state(doomed.page, words['writing-kept-here'])
  },
  async 'kills the browser'() { await doomed.kill() },
  async 'comes back with'({ address, text }) {
    here.to(address)
    here.mend()
    await killable()
    await shows(doomed.page, text)
    await settled(doomed.page)
    assert.equal((await written(doomed.page)).blocks[0].text.split(text).length, 2, 'once')
  },
}

let doomed = null
const profile = await mkdtemp(path.join(os.tmpdir(), 'marbre-browser-'))
async function killable() {
  const open = await mortal(profile, cookie, here.url)
  doomed = { ...open, page: await edit(open.context, here.url) }
}

console.log('ok')
for await (const line of createInterface({ input: process.stdin })) {
  const { does, with: what } = JSON.parse(line)
  let wrong
  try {
    await deeds[does](what)
  } catch (error) {
    wrong = error.stack
  }
  if (said.length) wrong ??= `the console says ${said.splice(0).join('\n')}`
  console.log(wrong ? JSON.stringify(wrong) : 'ok')
}
await doomed?.kill().catch(() => {})
await browser.close()
for (const network of [here, there]) network.close()
await rm(profile, { recursive: true, force: true })
