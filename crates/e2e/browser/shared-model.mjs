// Several editors of one shared document, without a browser: `node shared-model.mjs [SEED] [ROUNDS]`. Whoever types what
// at the same time, in whatever order it reaches the others, all end with the same story, and each with what the shared
// document says; undo takes back one's own and nobody else's.
import assert from 'node:assert/strict'
import { EditorState, TextSelection } from '../../../web/node_modules/prosemirror-state/dist/index.js'
import * as Y from '../../../web/node_modules/yjs/dist/yjs.mjs'
import { addColumn, addPicture, addRow, backspace, emptyBlock, enter, insertBlock, KINDS, moveBlock, numbers, removeBlock, removeRow } from '../../../web/src/editor/blocks.js'
import { makeSchema } from '../../../web/src/editor/schema.js'
import { Come, takeLeft } from '../../../web/src/editor/rescue.js'
import { sharing } from '../../../web/src/editor/shared.js'

const first = Number(process.argv[2] ?? 20260609)
const ROUNDS = Number(process.argv[3] ?? 25)
const schema = makeSchema()
let seed = 0
const random = (below) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}
const pick = (list) => list[random(list.length)]
// Numbers of blocks are drawn by lot: the same ones every time.
Object.defineProperty(globalThis, 'crypto', { value: { getRandomValues: (array) => array.fill(random(2 ** 31)), randomUUID: () => String(random(2 ** 31)) } })

// A window: an editor without a screen.
function open(number, state) {
  const ydoc = new Y.Doc()
  ydoc.clientID = number
  if (state) Y.applyUpdate(ydoc, state, new Come(state))
  const shared = sharing(ydoc, schema)
  const view = { dispatch(tr) { view.state = view.state.apply(tr); bound.update(view) } }
  view.state = EditorState.create({ doc: shared.first(), plugins: [shared.plugin, numbers()] })
  const bound = shared.plugin.spec.view(view)
  const outbox = []
  ydoc.on('update', (update, origin) => { if (!(origin instanceof Come)) outbox.push(update) })
  return { ydoc, view, shared, outbox }
}

const hear = (window, update) => Y.applyUpdate(window.ydoc, update, new Come(update))

const LETTERS = ['a', 'é', ' ', 'ر', '😀', '\n', '𝄞', 'x', 'mot ']
function textblocks(doc) {
  const found = []
  doc.descendants((node, pos) => { if (node.isTextblock) found.push({ pos: pos + 1, size: node.content.size }) })
  return found
}
// A caret stands between letters, never within one.
const border = (doc, pos) => (/[\udc00-\udfff]/.test(doc.textBetween(pos, Math.min(pos + 1, doc.content.size), null, ' ')) ? pos + 1 : pos)
function caret(view) {
  const { doc } = view.state
  const { pos, size } = pick(textblocks(doc))
  const [a, b] = [pos + random(size + 1), pos + random(size + 1)].map((at) => border(doc, at))
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, a, random(3) ? a : b)))
}
const type = (view) => {
  const words = Array.from({ length: 1 + random(4) }, () => pick(LETTERS)).join('')
  const { from, to } = view.state.selection
  view.dispatch(view.state.tr.insertText(words.replace(/\n/g, ' '), from, to))
}
const run = (command) => (view) => command(view.state, view.dispatch)
const ACTS = [
  type, type, type, type, type,
  (view) => { const { from, to, $from } = view.state.selection; if (from < to) view.dispatch(view.state.tr.deleteSelection()); else if ($from.parentOffset && border(view.state.doc, from - 1) === from - 1) view.dispatch(view.state.tr.delete(from - 1, from)) },
  (view) => {
    const { from, to, $from, $to } = view.state.selection
    const mark = pick([schema.marks.strong, schema.marks.emphasis]).create()
    if ($from.sameParent($to) && $from.parent.type.allowsMarkType(mark.type)) view.dispatch(random(2) ? view.state.tr.addMark(from, to, mark) : view.state.tr.removeMark(from, to, mark.type))
  },
  (view) => { const { $from } = view.state.selection; if ($from.parent.type.allowsMarkType(schema.marks.link)) view.dispatch(view.state.tr.addMark($from.start(), view.state.selection.from, schema.marks.link.create({ href: pick(['https://a.example/', 'https://b.example/']) }))) },
  (view) => { const { $from } = view.state.selection; if ($from.depth === 1 && $from.parent.type.name === 'paragraph') view.dispatch(view.state.tr.split($from.pos)) },
  run(enter), run(backspace), run(moveBlock(1)), run(moveBlock(-1)), run(addRow), run(addColumn), run(removeRow), run(addPicture),
  (view) => run(insertBlock(pick(KINDS)))(view), (view) => run(insertBlock('subheading'))(view),
  (view) => { if (random(4) === 0) run(removeBlock)(view) },
  (view, { shared }) => run(shared.undo)(view), (view, { shared }) => run(shared.redo)(view),
  (view) => {
    const { doc, tr } = view.state
    if (doc.child(3)?.type?.name === 'lead') return
    const { lead, caption, credit, alt } = schema.nodes
    view.dispatch(tr.insert(doc.child(0).nodeSize + doc.child(1).nodeSize + doc.child(2).nodeSize, lead.create({ file: { at: 'remote', href: 'https://p.example/1.jpg' } }, [caption.create(), credit.create(), alt.create()])))
  },
]

const said = (doc) => JSON.stringify(doc.toJSON())
function agree(window, what) {
  const fresh = open(9, Y.encodeStateAsUpdate(window.ydoc)).shared.first()
  assert.equal(said(window.view.state.doc), said(fresh), what)
  fresh.check()
}

for (let round = 0; round < ROUNDS; round += 1) {
  seed = first + round * 7919
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
    again.shared.putAtEnd(takeLeft(again.ydoc, Y.mergeUpdates(gone.outbox)))
    assert.match(story(again.view).join('|'), /AJOUT/, `${name}, from a closed window`)
    assert.equal(story(again.view).join('|').split('AJOUT').length, 2, `${name}: once`)
    agree(again, name)
  }
}
console.log(`${ROUNDS} rounds from seed ${first}`)
