// The editor's model of a story against the server's: `node editor-model.mjs`. Any story goes into the editor and comes
// out as it was, also where the editor does not remember what it was given.
import assert from 'node:assert/strict'
import { byteOffsets, reader, writer } from '../../../web/src/editor/content.js'
import { rangeOf, texts } from '../../../web/src/editor/places.js'
import { makeSchema } from '../../../web/src/editor/schema.js'
import { matches, plain } from '../../../web/src/editor/find.js'
import { set } from '../../../web/src/editor/typography.js'
import { letterAfter, letterBefore, wordAfter, wordBefore } from '../../../web/src/editor/letters.js'
import { EditorState, TextSelection } from '../../../web/node_modules/prosemirror-state/dist/index.js'

const STORIES = 400
const schema = makeSchema()
const { doc: read } = reader(schema)

// A small generator of its own: the same stories every time.
let seed = 20260609
const random = (below) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}
const pick = (list) => list[random(list.length)]
const some = (most, make) => Array.from({ length: random(most + 1) }, make)
const LETTERS = ['a', 'é', ' ', 'ر', 'ﷺ', '𝄞', '😀', '\n', '\u202f', '«', '\u200f', 'e\u0301', 'x']
const words = () => some(12, () => pick(LETTERS)).join('')
const kinds = [{ kind: 'strong' }, { kind: 'emphasis' }, { kind: 'subscript' }, { kind: 'superscript' },
  { kind: 'link', href: 'https://a.example/' }, { kind: 'link', href: 'javascript:1' }, { kind: 'foreign', language: 'en' }, { kind: 'foreign', language: 'ar' }]

function rich() {
  const text = words()
  const borders = [...new Set(byteOffsets(text))]
  const marks = some(4, () => {
    const [a, b] = [pick(borders), pick(borders)].sort((x, y) => x - y)
    return { span: { start: a, end: b }, ...pick(kinds) }
  }).filter((one) => one.span.start < one.span.end).sort((a, b) => a.span.start - b.span.start)
    // No letter has two links, nor two languages.
    .filter((one, n, all) => !all.slice(0, n).some((before) => before.kind === one.kind && before.span.end > one.span.start))
  return { text, ...(marks.length ? { marks } : {}) }
}
const file = () => pick([{ at: 'missing' }, { at: 'remote', href: 'https://p.example/1.jpg' }, { at: 'stored', asset: '0000000000001' }])
const picture = () => ({ ...file(), caption: words(), credit: words(), alt: words(), ...(random(2) ? { language: 'ar' } : {}) })
const bodies = [
  () => ({ type: 'paragraph', ...rich() }),
  () => ({ type: 'subheading', ...rich() }),
  () => ({ type: 'quote', words: rich(), ...(random(2) ? { speaker: { name: words(), ...(random(2) ? { role: 'x' } : {}) } } : {}) }),
  () => ({ type: 'list', style: pick(['bulleted', 'numbered']), items: some(3, rich) }),
  () => ({ type: 'picture', ...picture() }),
  () => ({ type: 'gallery', title: words(), pictures: some(3, picture) }),
  () => ({ type: 'video', ...picture(), title: words(), video: 'https://v.example/1', duration_s: random(3) * 61 }),
  () => ({ type: 'embed', href: 'https://e.example/1', provider: words(), title: words() }),
  () => ({ type: 'fact-box', title: words(), paragraphs: some(3, rich) }),
  () => ({ type: 'table', caption: words(), header_rows: random(3), rows: some(3, () => some(3, rich)) }),
]
const story = () => ({
  kicker: words(), headline: words(), standfirst: words(), lead: random(2) ? picture() : null,
  blocks: some(10, () => 0).map((_, n) => ({ id: n + 1, ...pick(bodies)() })),
})

// What a text says of each of its letters: marks that touch or nest are then the same however they were written.
function meaning(value) {
  if (Array.isArray(value)) return value.map(meaning)
  if (value === null || typeof value !== 'object') return value
  if (!Array.isArray(value.marks)) return Object.fromEntries(Object.entries(value).sort().map(([key, one]) => [key, meaning(one)]))
  const offsets = byteOffsets(value.text)
  const on = [...value.text].map(() => new Set())
  let unit = 0
  for (const [n, letter] of [...value.text].entries()) {
    for (const { span, ...mark } of value.marks) if (span.start <= offsets[unit] && offsets[unit] < span.end) on[n].add(JSON.stringify(mark))
    unit += letter.length
  }
  const { marks, ...others } = value
  return { ...meaning(others), on: on.map((one) => [...one].sort()) }
}

const isEmpty = (block) => block.type === 'paragraph' && block.text === ''
for (let n = 0; n < STORIES; n += 1) {
  const given = story()
  assert.deepEqual(writer(schema, given)(read(given)), given, 'an untouched story comes back as it came')
  const stranger = writer(schema, { ...given, blocks: [] })
  const wanted = { ...given, blocks: given.blocks.filter((block) => !isEmpty(block)) }
  assert.deepEqual(meaning(stranger(read(given))), meaning(wanted), 'and without memory it says the same')
  read(given).check()
}

// Every address leads to its text, and a span of bytes to the same letters.
const one = { ...story(), headline: 'Le 😀 port', blocks: [
  { id: 7, type: 'quote', words: { text: 'été 𝄞 fin' }, speaker: { name: 'Nour', role: 'élue' } },
  { id: 3, type: 'list', style: 'bulleted', items: [{ text: 'un' }, { text: 'deux' }] },
  { id: 4, type: 'gallery', title: 'Quais', pictures: [{ at: 'missing', caption: 'a', credit: 'b', alt: 'c' }, { at: 'missing', caption: 'dé', credit: '', alt: '' }] },
  { id: 5, type: 'table', caption: 'T', rows: [[{ text: 'x' }, { text: 'y' }]] },
] }
const doc = read(one)
const found = texts(doc)
const PLACES = { headline: ['😀', 3, 7], 'block:7': ['𝄞 fin', 6, 14], 'speaker:7': ['Nour', 0, 4], 'role:7': ['élue', 0, 5], 'item:3:1': ['deux', 0, 4],
  'block:4': ['Quais', 0, 5], 'caption:4:1': ['dé', 0, 3], 'credit:4:0': ['b', 0, 1], 'cell:5:0:1': ['y', 0, 1], 'block:5': ['T', 0, 1] }
for (const [field, [text, start, end]] of Object.entries(PLACES)) {
  const range = rangeOf(found, { field, span: { start, end }, text })
  assert.equal(range && doc.textBetween(range.from, range.to), text, field)
}
assert.equal(rangeOf(found, { field: 'headline', span: { start: 4, end: 7 } }), null, 'not within a letter')
assert.equal(rangeOf(found, { field: 'headline', span: { start: 3, end: 7 }, text: 'xx' }), null, 'not on other words')

// What is typed, and what stands there afterwards.
const typed = (language, keys) => [...keys].reduce((text, key) => {
  const change = set(language, text, key)
  return change ? text.slice(0, text.length - change[0]) + change[1] : text + key
}, '')
const TYPED = [
  ['fr', 'Il dit : "On dort" ; et puis ?', 'Il dit\u00a0: «\u00a0On dort\u00a0»\u202f; et puis\u202f?'],
  ['fr', "L'eau monte!", 'L’eau monte\u202f!'],
  ['fr', '" Ainsi "', '«\u00a0 Ainsi\u00a0»'],
  ['fr', '12 400 voyageurs, 40 %...', '12\u202f400 voyageurs, 40\u202f%…'],
  ['fr', 'Elle raconte : "Il a dit "oui" hier", puis "non"', 'Elle raconte\u00a0: «\u00a0Il a dit “oui” hier\u00a0», puis «\u00a0non\u00a0»'],
  ['fr', 'le 3 2024 et 50% de 1 234 567€', 'le 3 2024 et 50\u202f% de 1\u202f234\u202f567\u202f€'],
  ['fr', 'exemple.fr/a?b=1;c x.tar.gz 12:30 16/9', 'exemple.fr/a?b=1;c x.tar.gz 12:30 16/9'],
  ['fr', 'https://a.example/?b=1;c a:b', 'https://a.example/?b=1;c a:b'],
  ['fr', 'Titre: suite', 'Titre\u00a0: suite'],
  ['fr-CH', 'a -- b', 'a – b'],
  ['en', `"It's here," she said...`, '“It’s here,” she said…'],
  ['en', "'No'", '‘No’'],
  ['ar', 'قال: "نعم", ثم سأل؛ متى?', 'قال: «نعم»، ثم سأل؛ متى؟'],
  ['ar', '1,5', '1,5'],
  ['ar', 'زار Airbus, ثم 2024, ثم New York, USA', 'زار Airbus، ثم 2024، ثم New York, USA'],
  ['ar', 'هل باعت Airbus?', 'هل باعت Airbus؟'],
  ['ar', '٣,٥ بالمئة', '٣,٥ بالمئة'],
  ['ar', 'قال "سمعت "نعم" أمس"', 'قال «سمعت “نعم” أمس»'],
  ['ar', 'https://a.example/?b=1,2;c x', 'https://a.example/?b=1,2;c x'],
  ['fa', 'چرا?', 'چرا؟'],
  ['xx', `"a" 'b'`, `"a" 'b'`],
]
for (const [language, keys, wanted] of TYPED) assert.equal(typed(language, keys), wanted, `${language}: ${keys}`)

// Keys take out letters and words as keyboards have it; the bar is the caret.
const TAKEN = [
  [letterBefore, 'le port|', 'le por'], [letterBefore, 'e\u0301|', 'e'], [letterBefore, '\u0628\u064e|', '\u0628'], [letterBefore, 'a👨‍👩‍👧|', 'a'],
  [letterBefore, '🇫🇷|', ''], [letterAfter, 'a|e\u0301b', 'ab'], [letterAfter, '|👨‍👩‍👧a', 'a'], [wordBefore, 'le port rouvre |', 'le port '],
  [wordBefore, 'dit l’Été|', 'dit '], [wordBefore, 'في الميناء|', 'في '], [wordAfter, 'le| port rouvre', 'le rouvre'], [letterBefore, '|a', '|a'], [letterAfter, 'a|', 'a|'],
]
for (const [key, written, wanted] of TAKEN) {
  const [before, after] = written.split('|')
  const paragraph = schema.nodes.paragraph.create(null, before + after ? schema.text(before + after) : null)
  let state = EditorState.create({ doc: read({ ...one, blocks: [] }) })
  state = state.apply(state.tr.insert(state.doc.content.size, paragraph))
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, state.doc.content.size - 1 - after.length)))
  const taken = key(state, (tr) => { state = state.apply(tr) })
  assert.equal(taken ? state.doc.lastChild.textContent : written, wanted, written)
}

// A search does not mind case, accents, kinds of marks and spaces; places stay in step.
assert.deepEqual(plain('É😀ﬁ\u0301x'), { letters: 'e😀ﬁx', places: [0, 1, 1, 3, 5, 6] })
assert.deepEqual(plain('É’\u00a0x', true), { letters: "É' x", places: [0, 1, 2, 3, 4] })
const sought = read({ ...one, headline: "L’Été, l'ete", blocks: [] })
assert.deepEqual(matches(sought, "L'ÉTÉ").map(({ from, to }) => sought.textBetween(from, to)), ['L’Été', "l'ete"])
assert.deepEqual(matches(sought, "l'Été", true), [])
assert.deepEqual(matches(sought, "L'Été", true).map(({ from, to }) => sought.textBetween(from, to)), ['L’Été'])
console.log(`${STORIES} stories in and out, ${TYPED.length} lines typed`)
