// Several editors of one shared document, without a browser: `node shared-model.mjs [SEED] [ROUNDS]`. Whoever types what
// at the same time, in whatever order it reaches the others, all end with the same story, and each with what the shared
// document says; undo takes back one's own and nobody else's.
import assert from 'node:assert/strict'
import { TextSelection } from '../../../web/node_modules/prosemirror-state/dist/index.js'
import * as Y from '../../../web/node_modules/yjs/dist/yjs.mjs'
import { emptyBlock, insertBlock, KINDS, removeBlock } from '../../../web/src/editor/blocks.js'
import { Come, struck, takeLeft } from '../../../web/src/editor/rescue.js'
import { ACTS, agree, begin, caret, hear, open, pick, random, run, said, schema, textblocks } from './editors.mjs'

const first = Number(process.argv[2] ?? 20260609)
const ROUNDS = Number(process.argv[3] ?? 25)

for (let round = 0; round < ROUNDS; round += 1) {
  begin(first + round * 7919)
  const start = open(7)
  start.view.dispatch(start.view.state.tr.insert(start.view.state.doc.content.size, [emptyBlock(schema, 'paragraph'), emptyBlock(schema, pick(KINDS))]))
  const state = Y.encodeStateAsUpdate(start.ydoc)
  const windows = [11, 12, 13].map((number) => open(number, state))
  const inboxes = windows.map(() => [])
  for (let turn = 0; turn < 60; turn += 1) {
    const n = random(3)
    const window = windows[n]
    if (random(2)) caret(window.view)
    pick(ACTS)(window.view, window)
    agree(window, `round ${round}, turn ${turn}: an editor shows what the document says`)
    for (const update of window.outbox.splice(0)) inboxes.forEach((inbox, to) => to !== n && inbox.push(update))
    // A network that comes and goes.
    if (random(3) === 0) for (const update of inboxes[n].splice(0)) hear(window, update)
    for (const update of window.outbox.splice(0)) inboxes.forEach((inbox, to) => to !== n && inbox.push(update))
  }
  // Until nobody has anything to say: what is put back goes round once more.
  while (inboxes.some((inbox) => inbox.length)) {
    windows.forEach((window, n) => {
      for (const update of inboxes[n].splice(0)) hear(window, update)
      for (const update of window.outbox.splice(0)) inboxes.forEach((inbox, to) => to !== n && inbox.push(update))
    })
  }
  windows.forEach((window, n) => agree(window, `round ${round}: window ${n} shows what its document says`))
  assert.equal(said(windows[1].view.state.doc), said(windows[0].view.state.doc), `round ${round}`)
  assert.equal(said(windows[2].view.state.doc), said(windows[0].view.state.doc), `round ${round}`)
}

// Undo is one's own.
{
  const start = open(7)
  start.view.dispatch(start.view.state.tr.insert(start.view.state.doc.content.size, schema.nodes.paragraph.create(null, schema.text('un deux'))))
  const [one, two] = [11, 12].map((number) => open(number, Y.encodeStateAsUpdate(start.ydoc)))
  const pass = () => [[one, two], [two, one]].forEach(([from, to]) => from.outbox.splice(0).forEach((update) => hear(to, update)))
  const end = (view) => view.state.doc.content.size - 1
  one.view.dispatch(one.view.state.tr.insertText(' trois', end(one.view)))
  pass()
  two.view.dispatch(two.view.state.tr.insertText('zéro ', textblocks(two.view.state.doc).at(-1).pos))
  pass()
  run(one.shared.undo)(one.view)
  pass()
  for (const { view } of [one, two]) assert.equal(view.state.doc.lastChild.textContent, 'zéro un deux')
  run(one.shared.redo)(one.view)
  pass()
  assert.equal(two.view.state.doc.lastChild.textContent, 'zéro un deux trois')
  // Whoever writes stays where they are while others write before them.
  one.view.dispatch(one.view.state.tr.setSelection(TextSelection.create(one.view.state.doc, end(one.view))))
  two.view.dispatch(two.view.state.tr.insertText('😀', textblocks(two.view.state.doc).at(-1).pos))
  pass()
  assert.equal(one.view.state.selection.from, end(one.view))
  // Two who write at one place do not tear each other's words apart.
  two.view.dispatch(two.view.state.tr.setSelection(TextSelection.create(two.view.state.doc, end(two.view))))
  for (const letter of 'abc') {
    for (const { view } of [one, two]) view.dispatch(view.state.tr.insertText(view === one.view ? letter : letter.toUpperCase()))
    pass()
  }
  for (const { view } of [one, two]) assert.match(view.state.doc.lastChild.textContent, /trois(abcABC|ABCabc)$/)
}

// What one writes where another takes the text away is put back: where the rest of it went, or by itself.
{
  const start = open(7)
  const paragraphs = ['Premier.', 'Second.', 'Tiers.'].map((words) => schema.nodes.paragraph.create(null, schema.text(words)))
  start.view.dispatch(start.view.state.tr.insert(start.view.state.doc.content.size, paragraphs))
  const state = Y.encodeStateAsUpdate(start.ydoc)
  const place = (view, words, offset) => {
    let found = 0
    view.state.doc.descendants((node, pos) => { if (node.isTextblock && node.textContent.startsWith(words)) found = pos + 1 + offset })
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, found)))
  }
  const story = (view) => textblocks(view.state.doc).map(({ pos, size }) => view.state.doc.textBetween(pos, pos + size)).filter(Boolean)
  const cases = [
    ['joined', (view) => { place(view, 'Second', 0); view.dispatch(view.state.tr.join(view.state.selection.$from.before())) }, ['Premier.Second. AJOUT', 'Tiers.']],
    ['a quote', (view) => { place(view, 'Second', 0); run(insertBlock('quote'))(view) }, ['Premier.', 'Second. AJOUT', 'Tiers.']],
    ['a list', (view) => { place(view, 'Second', 0); run(insertBlock('list'))(view) }, ['Premier.', 'Second. AJOUT', 'Tiers.']],
    ['removed', (view) => { place(view, 'Second', 0); run(removeBlock)(view) }, ['Premier.', 'AJOUT', 'Tiers.']],
  ]
  for (const [name, act, wanted] of cases) {
    const [one, two] = [11, 12].map((number) => open(number, state))
    act(one.view)
    place(two.view, 'Second', 'Second.'.length)
    for (const letter of ' AJOUT') two.view.dispatch(two.view.state.tr.insertText(letter))
    for (let round = 0; round < 3; round += 1) [[one, two], [two, one]].forEach(([from, to]) => from.outbox.splice(0).forEach((update) => hear(to, update)))
    for (const window of [one, two]) {
      assert.deepEqual(story(window.view), wanted, name)
      agree(window, name)
    }
    const { $from } = two.view.state.selection
    assert.equal($from.parent.textBetween(0, $from.parentOffset).slice(-5), 'AJOUT', `${name}: whoever wrote goes on behind it`)
    // The same, written in a window that was closed before the network came back.
    const [gone, here] = [13, 14].map((number) => open(number, state))
    place(gone.view, 'Second', 'Second.'.length)
    for (const letter of ' AJOUT') gone.view.dispatch(gone.view.state.tr.insertText(letter))
    act(here.view)
    const again = open(15, Y.encodeStateAsUpdate(here.ydoc))
    again.shared.putAtEnd(takeLeft(again.ydoc, Y.mergeUpdates(gone.outbox)).words)
    assert.match(story(again.view).join('|'), /AJOUT/, `${name}, from a closed window`)
    assert.equal(story(again.view).join('|').split('AJOUT').length, 2, `${name}: once`)
    agree(again, name)
  }
}

// What reached the server is put back there, not here as well; whoever stands in it goes on behind it.
{
  const start = open(7)
  const paragraphs = ['Premier.', 'Second.'].map((words) => schema.nodes.paragraph.create(null, schema.text(words)))
  start.view.dispatch(start.view.state.tr.insert(start.view.state.doc.content.size, paragraphs))
  const [one, two, server] = [11, 12, 20].map((number) => open(number, Y.encodeStateAsUpdate(start.ydoc)))
  const last = (view) => view.state.doc.content.size - 1
  const join = (view) => view.dispatch(view.state.tr.join(view.state.doc.content.size - view.state.doc.lastChild.nodeSize))
  two.view.dispatch(two.view.state.tr.setSelection(TextSelection.create(two.view.state.doc, last(two.view))))
  two.view.dispatch(two.view.state.tr.insertText(' AJOUT'))
  join(one.view)
  const [typed, joined] = [two, one].map(({ outbox }) => Y.mergeUpdates(outbox.splice(0)))
  hear(server, typed)
  hear(server, joined)
  assert.equal(server.view.state.doc.lastChild.textContent, 'Premier.Second.', 'another window looks after its own')
  server.view.dispatch(server.view.state.tr.insertText(' AJOUT', last(server.view)))
  const told = Y.mergeUpdates([joined, ...server.outbox.splice(0)])
  Y.applyUpdate(two.ydoc, told, new Come(told, Y.getState(two.ydoc.store, 12)))
  assert.deepEqual(two.outbox, [])
  assert.equal(two.view.state.doc.lastChild.textContent, 'Premier.Second. AJOUT')
  assert.equal(two.view.state.selection.head, last(two.view), 'the caret stands behind it')
  agree(two, 'put back by the server')
  // Of what was not sent the window itself says that it is struck: nothing in its change is without a place.
  const third = open(13, Y.encodeStateAsUpdate(start.ydoc))
  third.view.dispatch(third.view.state.tr.insertText(' PLUS', last(third.view)))
  const come = new Come(joined)
  Y.applyUpdate(third.ydoc, joined, come)
  assert.equal(third.view.state.doc.lastChild.textContent, 'Premier.Second. PLUS')
  const { ds } = Y.decodeUpdate(struck(come.putBack))
  assert.equal(come.putBack.reduce((sum, [, , length]) => sum + length, 0), ' PLUS'.length)
  for (const [client, clock] of come.putBack) assert.ok(client === 13 && Y.isDeleted(ds, { client, clock }))
}
console.log(`${ROUNDS} rounds from seed ${first}`)
