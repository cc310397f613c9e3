// Editors without a browser, for tests of what they do to the document that they share.
import assert from 'node:assert/strict'
import { EditorState, TextSelection } from '../../../web/node_modules/prosemirror-state/dist/index.js'
import * as Y from '../../../web/node_modules/yjs/dist/yjs.mjs'
import { addColumn, addPicture, addRow, backspace, emptyBlock, enter, insertBlock, KINDS, moveBlock, numbers, removeBlock, removeRow } from '../../../web/src/editor/blocks.js'
import { makeSchema } from '../../../web/src/editor/schema.js'
import { Come } from '../../../web/src/editor/rescue.js'
import { sharing } from '../../../web/src/editor/shared.js'

import { signature } from '../../../web/src/editor/suggested.js'
import { suggested, unstruck } from '../../../web/src/editor/suggesting.js'

export const schema = makeSchema()
let seed = 0
export const begin = (at) => { seed = at }
export const random = (below) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}
export const pick = (list) => list[random(list.length)]
// Numbers of blocks are drawn by lot: the same ones every time.
Object.defineProperty(globalThis, 'crypto', { value: { getRandomValues: (array) => array.fill(random(2 ** 31)), randomUUID: () => String(random(2 ** 31)) } })

// A window: an editor without a screen.
export function open(number, state) {
  const ydoc = new Y.Doc()
  ydoc.clientID = number
  if (state) Y.applyUpdate(ydoc, state, new Come(state))
  const shared = sharing(ydoc, schema, () => signature(number, 1_700_000_000_000))
  const view = {
    suggests: false,
    dispatch(tr) {
      const asked = tr.docChanged && !tr.getMeta('shared') && !tr.getMeta('asis')
      const meant = asked ? (view.suggests ? suggested(view.state, tr, number, 1_700_000_000_000) : unstruck(tr)) : tr
      if (!meant) return
      view.state = view.state.apply(meant)
      bound.update(view)
    },
  }
  view.state = EditorState.create({ doc: shared.first(), plugins: [shared.plugin, numbers()] })
  const bound = shared.plugin.spec.view(view)
  const outbox = []
  ydoc.on('update', (update, origin) => { if (!(origin instanceof Come)) outbox.push(update) })
  return { ydoc, view, shared, outbox }
}

export const hear = (window, update) => Y.applyUpdate(window.ydoc, update, new Come(update))

const LETTERS = ['a', 'é', ' ', 'ر', '😀', '\n', '𝄞', 'x', 'mot ']
export function textblocks(doc) {
  const found = []
  doc.descendants((node, pos) => { if (node.isTextblock) found.push({ pos: pos + 1, size: node.content.size }) })
  return found
}
// A caret stands between letters, never within one.
export const border = (doc, pos) => (/[\udc00-\udfff]/.test(doc.textBetween(pos, Math.min(pos + 1, doc.content.size), null, ' ')) ? pos + 1 : pos)
export function caret(view) {
  const { doc } = view.state
  const { pos, size } = pick(textblocks(doc))
  const [a, b] = [pos + random(size + 1), pos + random(size + 1)].map((at) => border(doc, at))
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, a, random(3) ? a : b)))
}
export const type = (view) => {
  const words = Array.from({ length: 1 + random(4) }, () => pick(LETTERS)).join('')
  const { from, to } = view.state.selection
  view.dispatch(view.state.tr.insertText(words.replace(/\n/g, ' '), from, to))
}
export const run = (command) => (view) => command(view.state, view.dispatch)
export const ACTS = [
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

export const said = (doc) => JSON.stringify(doc.toJSON())
export function agree(window, what) {
  const fresh = open(9, Y.encodeStateAsUpdate(window.ydoc)).shared.first()
  assert.equal(said(window.view.state.doc), said(fresh), what)
  fresh.check()
}

