// Words that were written here while others took away the text they stand in: joined it to another, made a quote of it,
// removed it. Nobody meant them, so they are put back where the rest of that text went, else as a paragraph of their own.
// Here that is done for what was not sent yet; all that reached the server is put back there.
import { TextSelection } from "prosemirror-state";
import * as Y from "yjs";

// A text of fewer letters is found anywhere.
const KNOWN_MIN = 3;

// What came from elsewhere: which letters its writers deleted themselves, and up to which of those that were typed here the
// server looks after them.
export class Come {
  constructor(update, sent = 0) {
    this.deleted = Y.decodeUpdate(update).ds;
    this.sent = sent;
    // Letters that were put back: [window, number, length].
    this.putBack = [];
  }
}

// Says of letters that whoever wrote them knows that they are gone, so that nobody puts them back once more.
export function struck(letters) {
  const set = Y.createDeleteSet();
  for (const [client, clock, len] of letters) set.clients.set(client, [...(set.clients.get(client) ?? []), { clock, len }]);
  const snapshot = Y.encodeSnapshot(Y.createSnapshot(Y.mergeDeleteSets([set]), new Map()));
  // A change without anything new: nothing that was typed, then what is gone.
  return Uint8Array.of(0, ...snapshot.subarray(0, snapshot.length - 1));
}

// What a transaction took away that its writers had never seen: by text, the words and behind how many letters of the
// rest they stood. Whoever typed them looks after them; other windows do not.
export function lostIn(transaction) {
  const { origin, deleteSet, doc } = transaction;
  if (!(origin instanceof Come)) return [];
  const seen = (client, clock) => client !== doc.clientID || clock < origin.sent || Y.isDeleted(origin.deleted, { client, clock });
  const unseen = ({ id }) => !seen(id.client, id.clock);
  const isWords = (item) => item instanceof Y.Item && item.content instanceof Y.ContentString;
  // What was typed without a pause is one item, of which its writers may have seen a part.
  const anyUnseen = ({ id, length }) => id.client === doc.clientID && Array.from({ length }, (_, n) => seen(id.client, id.clock + n)).includes(false);
  const texts = new Set();
  Y.iterateDeletedStructs(transaction, deleteSet, (item) => {
    if (!isWords(item) || !anyUnseen(item)) return;
    // A suggestion that its writer had never seen went with the text that it stood in.
    const part = suggestion(item.parent);
    texts.add(part && unseen(part) ? part.parent : item.parent);
  });
  return [...texts].map((text) => {
    let known = "";
    const runs = [];
    let added = suggestion(text) !== null;
    const letters = ({ id, content: { str } }) => {
      for (let n = 0; n < str.length; n += 1) {
        if (seen(id.client, id.clock + n)) {
          known += str[n];
          continue;
        }
        origin.putBack.push([id.client, id.clock + n, 1]);
        if (runs.at(-1)?.at === known.length) runs.at(-1).words += str[n];
        else runs.push({ at: known.length, words: str[n] });
      }
    };
    for (let item = text._start; item; item = item.right) {
      if (!Y.isDeleted(deleteSet, item.id)) continue;
      if (isWords(item)) letters(item);
      else if (item.content instanceof Y.ContentType && unseen(item)) {
        const words = wordsIn(item.content.type._map?.get("words")?.content.type, deleteSet, origin);
        if (words) runs.push({ at: known.length, words });
        added ||= Boolean(words);
      }
    }
    return { text, known, added, runs: runs.map(({ at, words }) => ({ at, words: words.replaceAll("\n", " ") })) };
  }).filter(({ runs }) => runs.length);
}

// The part of a text that a suggestion is, by the text of its words.
function suggestion(text) {
  const map = text._item?.parent;
  return map instanceof Y.Map && map._item?.parent instanceof Y.Text ? map._item : null;
}

function wordsIn(text, deleted, origin) {
  let words = "";
  for (let item = text?._start; item; item = item.right) {
    if (!(item.content instanceof Y.ContentString) || !Y.isDeleted(deleted, item.id)) continue;
    words += item.content.str;
    origin.putBack.push([item.id.client, item.id.clock, item.length]);
  }
  return words.replaceAll("\n", " ");
}

// Takes in what a window that is gone had written and the server never had; answers with the words for which the document
// has no room any more, and with their letters.
export function takeLeft(ydoc, update) {
  const { structs, ds } = Y.decodeUpdate(update);
  const known = Y.decodeStateVector(Y.encodeStateVector(ydoc));
  Y.applyUpdate(ydoc, update, new Come(update));
  const [runs, letters] = [[], []];
  for (const { id, content, origin } of structs) {
    if (!(content instanceof Y.ContentString) || id.clock < (known.get(id.client) ?? 0) || Y.isDeleted(ds, id)) continue;
    const there = Y.getItem(ydoc.store, id);
    if (there instanceof Y.Item && !there.deleted) continue;
    const end = id.clock + content.str.length;
    letters.push([id.client, id.clock, content.str.length]);
    const last = runs.at(-1);
    const goesOn = last && origin?.client === id.client && origin.clock === last.end - 1;
    if (goesOn) Object.assign(last, { words: last.words + content.str, end });
    else runs.push({ words: content.str, end });
  }
  return { words: runs.map(({ words }) => words.replaceAll("\n", " ")), letters };
}

// Where the rest of a text went: into one of the blocks that others changed.
function whereabouts(doc, changed, known) {
  if (known.length < KNOWN_MIN) return null;
  let found = null;
  doc.forEach((top, pos) => {
    const look = (node, start) => {
      const at = node.isTextblock ? node.textBetween(0, node.content.size, null, "\n").lastIndexOf(known) : -1;
      if (at >= 0) found ??= start + at;
      return !node.isTextblock;
    };
    if (changed(top) && look(top, pos + 1)) top.descendants((node, offset) => look(node, pos + offset + 2));
  });
  return found;
}

// Where in one of the blocks that others changed the letters end that a caret stood behind.
export function behind(doc, changed, letters) {
  const at = whereabouts(doc, changed, letters);
  return at === null ? null : at + letters.length;
}

// Puts words back into a window: `changed` tells which blocks others changed, `stays` which blocks stood before the lost
// text. With `follow` the caret goes behind them. Words that were suggested are suggested again, signed anew.
export function putBack(view, lost, changed, follow, sign) {
  const { tr, schema } = view.state;
  let last = null;
  for (const { known, stays, runs, added } of lost) {
    const place = whereabouts(tr.doc, changed, known);
    const words = runs.map((run) => run.words).join("");
    const by = added ? sign() : null;
    const marked = (text) => schema.text(text, by === null ? [] : [schema.marks.added.create({ by })]);
    if (place !== null) {
      for (const run of [...runs].reverse()) {
        if (by === null) tr.insertText(run.words, place + run.at);
        else tr.insert(place + run.at, marked(run.words));
      }
      last = place + runs.at(-1).at + words.length;
    } else if (words.trim()) {
      let pos = 0;
      tr.doc.forEach((node, at) => { if (pos === 0 || stays(node)) pos = at + node.nodeSize; });
      tr.insert(pos, schema.nodes.paragraph.create({ added: by }, marked(words.trim())));
      last = pos + 1 + words.trim().length;
    }
  }
  if (!tr.docChanged) return;
  if (follow) tr.setSelection(TextSelection.create(tr.doc, last));
  view.dispatch(tr.setMeta("asis", true));
}
