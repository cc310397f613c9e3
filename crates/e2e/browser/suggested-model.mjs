// Suggestions without a browser: `node suggested-model.mjs [SEED] [ROUNDS]`. Whatever somebody does who only suggests, readers
// would get what they would have got; accepted, it is what would have been done; refused, it never was.
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import * as Y from '../../../web/node_modules/yjs/dist/yjs.mjs'
import { TextSelection } from '../../../web/node_modules/prosemirror-state/dist/index.js'
import { emptyBlock, KINDS } from '../../../web/src/editor/blocks.js'
import { writer } from '../../../web/src/editor/content.js'
import { rangeOf, texts } from '../../../web/src/editor/places.js'
import { decide, published, suggestions } from '../../../web/src/editor/suggested.js'
import { ACTS, agree, begin, caret, hear, open, pick, random, run, schema, textblocks } from './editors.mjs'

const first = Number(process.argv[2] ?? 20260609)
const ROUNDS = Number(process.argv[3] ?? 60)
const UNDO = 19
const PLAIN = ACTS.filter((_, n) => n < UNDO || n > UNDO + 1)
// What a document says, without the numbers of its blocks.
const says = (doc) => JSON.stringify(doc.toJSON(), (key, value) => (key === 'id' || key === 'of' ? undefined : value))
const whole = (doc) => JSON.stringify(published(doc).toJSON())

function begun(number) {
  const start = open(number)
  const words = (text) => schema.nodes.paragraph.create(null, schema.text(text))
  start.view.dispatch(start.view.state.tr.insert(start.view.state.doc.content.size, [words('Le port rouvre.'), words('Trois ferries.'), emptyBlock(schema, pick(KINDS)), emptyBlock(schema, 'paragraph')]))
  start.outbox.splice(0)
  return start
}
// The same choices twice: by one who does it, and by one who suggests it.
function twice(at, act) {
  return [false, true].map((suggests) => {
    begin(at)
    const window = begun(11)
    const before = window.view.state.doc
    caret(window.view)
    window.view.suggests = suggests
    act(window.view, window)
    return { window, before }
  })
}

let made = 0
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [n, act] of PLAIN.entries()) {
    const [done, wished] = twice(first + round * 7919 + n, act)
    const name = `seed ${first}, round ${round}, act ${n}`
    const { view } = wished.window
    agree(wished.window, name)
    assert.equal(whole(view.state.doc), whole(wished.before), `${name}: readers get what they had`)
    const refused = view.state.apply(decide(view.state, null, false)).doc
    assert.equal(says(refused), says(wished.before), `${name}: refused`)
    const accepted = view.state.apply(decide(view.state, null, true)).doc
    made += suggestions(view.state.doc).length
    if (suggestions(view.state.doc).length) assert.equal(says(accepted), says(done.window.view.state.doc), `${name}: accepted`)
  }
}
assert.ok(made > ROUNDS, 'something was suggested')

// Three windows, of which some only suggest: all end with one story, and no word of those who suggest is in what readers get
// before somebody accepts it, however changes cross.
const SAID = 'S'
const type = (view, letter) => view.dispatch(view.state.tr.insertText(letter))
const deliver = (windows, inboxes, n) => { for (const update of windows[n].outbox.splice(0)) inboxes.forEach((inbox, to) => to !== n && inbox.push(update)) }
const take = (windows, inboxes, n) => {
  for (const update of inboxes[n].splice(0)) hear(windows[n], update)
  deliver(windows, inboxes, n)
}
const told = []
for (let round = 0; round < ROUNDS; round += 1) {
  begin(first + round * 104729)
  const state = Y.encodeStateAsUpdate(begun(7).ydoc)
  const windows = [11, 12, 13].map((number) => open(number, state))
  const inboxes = windows.map(() => [])
  windows.forEach(({ view }, n) => { view.suggests = n < 1 + round % 2 })
  for (let turn = 0; turn < 40; turn += 1) {
    const n = random(3)
    const { view } = windows[n]
    if (random(2)) caret(view)
    const name = `seed ${first}, round ${round}, turn ${turn}`
    if (view.suggests && random(2)) type(view, SAID)
    else if (random(12) === 0) {
      const by = pick([...suggestions(view.state.doc).map((one) => one.by), null])
      // Whoever refuses takes away what they see, and no more.
      view.dispatch(decide(view.state, by, false))
    } else pick(ACTS)(view, windows[n])
    agree(windows[n], name)
    deliver(windows, inboxes, n)
    if (random(3) === 0) take(windows, inboxes, n)
  }
  while (inboxes.some((inbox) => inbox.length)) windows.forEach((_, n) => take(windows, inboxes, n))
  for (const window of windows) {
    agree(window, `round ${round}`)
    assert.equal(JSON.stringify(window.view.state.doc.toJSON()), JSON.stringify(windows[0].view.state.doc.toJSON()), `seed ${first}, round ${round}`)
  }
  const { doc } = windows[0].view.state
  assert.ok(!published(doc).textContent.includes(SAID), `seed ${first}, round ${round}: ${published(doc)}`)
  // Findings are about the words that readers get, and stand on those letters here.
  const words = (found) => Object.fromEntries([...found].map(([address, pieces]) => [address, pieces.map((piece) => piece.text).join('')]))
  const [here, there] = [texts(doc), texts(published(doc))]
  for (const [address, said] of Object.entries(words(there))) {
    assert.equal(words(here)[address], said, address)
    const bytes = Buffer.byteLength(said)
    const range = rangeOf(here, { field: address, span: { start: 0, end: bytes } })
    const marked = doc.textBetween(range.from, range.to, '', '\n')
    assert.ok(range.from <= range.to && [...said].every((letter) => marked.includes(letter)), `${address}: ${marked}`)
    if (range.whole && bytes) assert.equal(marked, said)
  }
  const written = writer(schema, { kicker: '', headline: '', standfirst: '', lead: null, blocks: [] })
  told.push(JSON.stringify({ state: Buffer.from(Y.encodeStateAsUpdate(windows[0].ydoc)).toString('base64'), open: suggestions(doc).length, story: written(published(doc)) }))
}

// What is typed into a suggestion while somebody else decides it is a suggestion again.
for (const accept of [true, false]) {
  const state = Y.encodeStateAsUpdate(begun(7).ydoc)
  const [one, two] = [11, 12].map((number) => open(number, state))
  const pass = () => { for (let n = 0; n < 3; n += 1) [[one, two], [two, one]].forEach(([from, to]) => from.outbox.splice(0).forEach((update) => hear(to, update))) }
  const place = textblocks(one.view.state.doc)[3].pos
  one.view.suggests = true
  one.view.dispatch(one.view.state.tr.setSelection(TextSelection.create(one.view.state.doc, place + 7)))
  for (const letter of ' nord') type(one.view, letter)
  pass()
  for (const letter of ' encore') type(one.view, letter)
  two.view.dispatch(decide(two.view.state, null, accept))
  pass()
  for (const { view } of [one, two]) {
    assert.equal(published(view.state.doc).child(3).textContent, accept ? 'Le port nord rouvre.' : 'Le port rouvre.')
    assert.match(view.state.doc.textContent, /encore/)
    assert.equal(suggestions(view.state.doc).length, 1)
  }
  // Undo takes the decision back.
  run(two.shared.undo)(two.view)
  pass()
  assert.equal(published(one.view.state.doc).child(3).textContent, 'Le port rouvre.')
  assert.match(one.view.state.doc.textContent, / nord/)
  assert.equal(says(one.view.state.doc), says(two.view.state.doc))
}

// The server reads each of these documents as it is read here (`crates/manuscript/src/tests/suggested.rs`).
const kept = new URL('../../manuscript/src/tests/suggested.jsonl', import.meta.url)
const fresh = `${told.slice(0, 30).join('\n')}\n`
if (process.env.UPDATE_SUGGESTED) await writeFile(kept, fresh)
else if (process.argv.length < 3) assert.equal(await readFile(kept, 'utf8'), fresh, 'UPDATE_SUGGESTED=1 writes it again')
console.log(`${made} suggestions in ${ROUNDS} rounds from seed ${first}`)
