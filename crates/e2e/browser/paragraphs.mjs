// Two who write in one story with the editor's own code and without a screen: they type, divide and join paragraphs, and
// one of them only suggests for a while, over connections that break, at a service that dies; now and then they close
// their window, whatever is under way, and open another: `node paragraphs.mjs SEED ACCOUNT`.
// Each line of standard input is an order, answered with "ok" when it is done:
// `{"service": {"url", "story", "cookie"}, "kept": N}`: there it is; until each was told that N words more are kept;
// `{"service": null}`: it is gone; both go on; `{"end": true}`: both come to rest, and have every word.
import assert from 'node:assert/strict'
import { AsyncLocalStorage } from 'node:async_hooks'
import { createInterface } from 'node:readline'
import WebSocket from 'ws'
import { decide } from '../../../web/src/editor/suggested.js'
import { agree, begin, open, pick, random, said } from './editors.mjs'

let service = null
const sockets = new Set()
// A window and all that goes on in it: nothing does any more where it is closed.
const windows = new AsyncLocalStorage()
const inside = (window, act) => (...all) => (window?.closed ? undefined : windows.run(window, () => act(...all)))
for (const timer of ['setTimeout', 'setInterval']) {
  const later = globalThis[timer]
  globalThis[timer] = (act, ms) => later(inside(windows.getStore(), act), ms)
}
// What a browser has around the line. Storage has nothing of its own but what is kept in it.
globalThis.window = { addEventListener() {} }
globalThis.document = { addEventListener() {} }
globalThis.fetch = async () => ({ status: 200, redirected: false })
globalThis.localStorage = Object.create({
  getItem(key) { return Object.hasOwn(this, key) ? this[key] : null },
  setItem(key, text) { this[key] = String(text) },
  removeItem(key) { delete this[key] },
})
globalThis.WebSocket = class {
  constructor() {
    if (!service) return void setTimeout(() => this.onclose?.(), 5)
    const { url, story, cookie } = service
    const here = windows.getStore()
    here.socket = this
    this.real = new WebSocket(`${url.replace('http', 'ws')}${story}/together`, { headers: { cookie, origin: url } })
    this.real.binaryType = 'arraybuffer'
    this.real.on('open', inside(here, () => this.onopen?.()))
    this.real.on('message', inside(here, (data, binary) => this.onmessage?.({ data: binary ? data : Buffer.from(data).toString() })))
    this.real.on('close', () => { sockets.delete(this.real); inside(here, () => this.onclose?.())() })
    this.real.on('error', () => {})
    sockets.add(this.real)
  }
  send(data) { if (this.real?.readyState === WebSocket.OPEN) this.real.send(data) }
  close() { this.real?.terminate() }
}
const { line } = await import('../../../web/src/editor/line.js')

const CUT_ONCE_IN = 60
const CLOSED_ONCE_IN = 50
const [BUSY_MS, ALONE_MS] = [12, 80]

function writer(name, number) {
  const one = { name, number, opened: 0, typed: [], kept: new Set(), trouble: null }
  reopen(one)
  return one
}
// A new window of the same person, in the same browser.
function reopen(one) {
  const mine = open(one.number + 100 * one.opened)
  one.opened += 1
  const window = { closed: false }
  Object.assign(one, { mine, view: mine.view, window, synced: false })
  windows.run(window, () => {
    one.line = line({
      // Both are of one account: what each keeps is told apart by the story.
      ydoc: mine.ydoc, account, story: String(one.number), address: '', suggests: () => mine.view.suggests,
      say(what) { if (what === 'kept') one.typed.forEach((word) => one.kept.add(word)) },
      heard: {
        open(stranded, only) {
          mine.shared.putAtEnd(stranded, only)
          one.synced = true
        },
        coming() {}, lost() {}, news() {},
        closed(why) { one.trouble = JSON.stringify(why) },
      },
    })
  })
}
function shut(one) {
  one.window.closed = true
  one.window.socket?.close()
}

const lines = (doc) => {
  const found = []
  doc.forEach((node, pos, n) => { if (node.type.name === 'paragraph') found.push({ node, pos, n }) })
  return found
}
function anywhere(doc) {
  const { node, pos } = pick(lines(doc))
  return pos + 1 + random(node.content.size + 1)
}
// Each word is one sign that stands nowhere else: nothing can come within it.
const FIRST = { un: 0x4e00, deux: 0x6e00 }
function act(one) {
  const { view } = one
  const { tr, doc } = view.state
  const chance = random(20)
  if (chance < 3) return view.dispatch(tr.split(anywhere(doc)))
  if (chance < 6) {
    const all = lines(doc).filter(({ pos }) => doc.resolve(pos).nodeBefore?.type.name === 'paragraph')
    return all.length ? view.dispatch(tr.join(pick(all).pos)) : undefined
  }
  if (chance === 6) return void (one.name === 'un' && (view.suggests = !view.suggests))
  if (chance === 7) return view.dispatch(decide(view.state, null, true))
  const word = String.fromCodePoint(FIRST[one.name] + one.typed.length)
  one.typed.push(word)
  return view.dispatch(tr.insertText(word, anywhere(doc)))
}

const [seed, account] = process.argv.slice(2)
begin(Number(seed))
const writers = [writer('un', 11), writer('deux', 12)]
let resting = false
const soon = (ms) => new Promise((done) => setTimeout(done, ms))
async function live(one) {
  while (!resting) {
    await soon(service ? BUSY_MS : ALONE_MS)
    assert.equal(one.trouble, null)
    if (!one.synced || resting) continue
    windows.run(one.window, () => act(one))
    if (service && random(CLOSED_ONCE_IN) === 0) {
      // Half of those who close it wait until all they typed is said to be kept.
      if (random(2)) await Promise.race([one.line.flushed(), soon(2000)])
      shut(one)
      reopen(one)
      continue
    }
    if (service && random(CUT_ONCE_IN) === 0) [...sockets].forEach((socket) => random(2) && socket.terminate())
    // Now and then somebody thinks, and all that was typed is stored.
    if (service && random(8) === 0) await Promise.race([one.line.flushed(), soon(2000)])
  }
}
const lives = writers.map(live)

async function rest() {
  resting = true
  await Promise.all(lives)
  for (const { view } of writers) view.suggests = false
  while (writers.some(({ synced }) => !synced)) await soon(20)
  const alike = () => said(writers[0].view.state.doc) === said(writers[1].view.state.doc)
  for (let quiet = 0; quiet < 5;) {
    const done = await Promise.all(writers.map((one) => one.line.flushed()))
    await soon(200)
    quiet = done.every(Boolean) && alike() ? quiet + 1 : 0
  }
  const late = writer('trois', 13)
  while (!late.synced) await soon(50)
  await soon(500)
  for (const { name, mine, view } of [...writers, late]) {
    agree(mine, `${name} shows what the document says`)
    assert.equal(said(view.state.doc), said(late.view.state.doc), `${name} has what whoever comes has`)
  }
  const words = (doc) => new Set(doc.textContent)
  const there = words(late.view.state.doc)
  for (const { name, typed, kept, opened } of writers) {
    assert.ok(typed.length > 20 && kept.size > 20 && opened > 1, `${name}: ${typed.length}, ${kept.size}, ${opened}`)
    assert.deepEqual(typed.filter((word) => !there.has(word)), [], `lost of ${name}, of which ${[...kept].filter((word) => !there.has(word))} were said to be kept`)
  }
}

for await (const text of createInterface({ input: process.stdin })) {
  const order = JSON.parse(text)
  if ('service' in order) {
    service = order.service
    if (!service) [...sockets].forEach((socket) => socket.terminate())
    const enough = writers.map(({ kept }) => kept.size + (order.kept ?? 0))
    while (writers.some(({ kept, trouble }, n) => kept.size < enough[n] && trouble === null)) await soon(20)
  }
  if (order.end) await rest()
  console.log('ok')
  if (order.end) process.exit(0)
}
