// What can be done to blocks: put in, move, take out; rows and columns; where Enter and Tab lead.
import { Fragment } from "prosemirror-model";
import { NodeSelection, Plugin, Selection, TextSelection } from "prosemirror-state";
import { reader } from "./content.js";

const FIELDS = /^(kicker|headline|standfirst|title|caption|credit|alt|speaker|role|address|provider|seconds|quote_words)$/;

// An empty block of each kind, in the order of the menu. `wide` kinds hold others' words or pictures.
export const KINDS = ["paragraph", "subheading", "quote", "list", "list-numbered", "picture", "gallery", "video", "embed", "fact-box", "table"];

export function emptyBlock(schema, kind) {
  const cell = () => ({ text: "" });
  const bodies = {
    paragraph: { text: "" }, subheading: { text: "" }, quote: { words: { text: "" } },
    list: { style: "bulleted", items: [{ text: "" }] }, picture: {}, gallery: { title: "", pictures: [{}] },
    video: { title: "", video: "" }, embed: { title: "", provider: "", href: "" }, "fact-box": { title: "", paragraphs: [{ text: "" }] },
    table: { caption: "", header_rows: 1, rows: [[cell(), cell()], [cell(), cell()]] },
  };
  if (kind === "list-numbered") return reader(schema).block({ type: "list", style: "numbered", items: [{ text: "" }] });
  return reader(schema).block({ type: kind, ...bodies[kind] });
}

// The block that the selection is in: its node, where it begins, and which child of the document it is.
export function blockAt(state) {
  const { $from } = state.selection;
  if (state.selection instanceof NodeSelection && $from.depth === 0) return { node: state.selection.node, pos: $from.pos, index: $from.index(0) };
  return $from.depth > 0 ? { node: $from.node(1), pos: $from.before(1), index: $from.index(0) } : null;
}

const isHead = (name) => name === "kicker" || name === "headline" || name === "standfirst";

export const cursorIn = (tr, pos) => tr.setSelection(Selection.near(tr.doc.resolve(pos))).scrollIntoView();

// Puts a block of a kind behind the one at the selection; in place of it where that is an empty paragraph. A paragraph,
// sub-heading, list item and quote turn into each other and keep their words.
export function insertBlock(kind, given = null) {
  return (state, dispatch) => {
    const at = blockAt(state);
    if (!at) return false;
    const { schema, tr } = state;
    const node = given ?? emptyBlock(schema, kind);
    const words = !given && /^(paragraph|subheading)$/.test(at.node.type.name) ? at.node.content : null;
    let pos = at.pos + at.node.nodeSize;
    if (isHead(at.node.type.name)) pos = headEnd(state.doc);
    if (words && /^(paragraph|subheading)$/.test(kind)) {
      tr.setNodeMarkup(at.pos, schema.nodes[kind], at.node.attrs);
    } else if (words && words.size && /^(quote|list|list-numbered)$/.test(kind)) {
      const first = node.firstChild;
      const turned = node.copy(node.content.replaceChild(0, first.copy(words)));
      tr.replaceWith(at.pos, pos, turned);
      cursorIn(tr, at.pos + 2 + words.size);
    } else if (words && words.size === 0) {
      tr.replaceWith(at.pos, pos, node);
      cursorIn(tr, at.pos + 1);
    } else if (at.node.type.name === "list" && !given && /^list/.test(kind)) {
      tr.setNodeMarkup(at.pos, null, { ...at.node.attrs, numbered: kind === "list-numbered" });
    } else {
      tr.insert(pos, node);
      cursorIn(tr, pos + 1);
    }
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

// Behind headline and lead picture the text begins.
export function headEnd(doc) {
  let pos = 0;
  doc.forEach((child, offset) => {
    if (isHead(child.type.name) || child.type.name === "lead") pos = offset + child.nodeSize;
  });
  return pos;
}

export function moveBlock(by) {
  return (state, dispatch) => {
    const at = blockAt(state);
    if (!at || isHead(at.node.type.name) || at.node.type.name === "lead") return false;
    const other = state.doc.maybeChild(at.index + by);
    if (!other || isHead(other.type.name) || other.type.name === "lead") return false;
    if (dispatch) {
      const offset = state.selection.from - at.pos;
      const tr = state.tr.delete(at.pos, at.pos + at.node.nodeSize);
      const pos = by < 0 ? at.pos - other.nodeSize : at.pos + other.nodeSize;
      tr.insert(pos, at.node);
      dispatch(cursorIn(tr, pos + offset));
    }
    return true;
  };
}

export function removeBlock(state, dispatch) {
  const at = blockAt(state);
  if (!at || isHead(at.node.type.name)) return false;
  if (dispatch) {
    const tr = state.tr.delete(at.pos, at.pos + at.node.nodeSize);
    dispatch(tr.setSelection(Selection.near(tr.doc.resolve(Math.min(at.pos, tr.doc.content.size)), -1)).scrollIntoView());
  }
  return true;
}

// The textblock that follows in reading order.
function nextText(state, by) {
  const { $from } = state.selection;
  const start = $from.before($from.depth);
  let found = null;
  state.doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    if (by > 0 && pos > start && found === null) found = pos;
    if (by < 0 && pos < start) found = pos;
    return false;
  });
  return found;
}

const isField = (node) => FIELDS.test(node.type.name);

// In a field Enter leads on: there is but one line in it. Behind the last field of a block a paragraph begins.
export function enter(state, dispatch) {
  const { $from, empty } = state.selection;
  const name = $from.parent.type.name;
  if (isField($from.parent)) {
    const top = blockAt(state);
    const next = nextText(state, 1);
    const within = next !== null && next < top.pos + top.node.nodeSize;
    if (dispatch) {
      if (within || (isHead(top.node.type.name) && next !== null)) dispatch(cursorIn(state.tr, next + 1));
      else {
        const pos = isHead(top.node.type.name) ? headEnd(state.doc) : top.pos + top.node.nodeSize;
        dispatch(cursorIn(state.tr.insert(pos, state.schema.nodes.paragraph.create()), pos + 1));
      }
    }
    return true;
  }
  // An empty item or fact at the end closes what it is in.
  if (empty && (name === "list_item" || name === "fact") && $from.parent.content.size === 0 && $from.indexAfter(1) === $from.node(1).childCount) {
    const first = name === "fact" ? 2 : 1;
    if (dispatch) {
      const tr = state.tr;
      const [list, pos] = [$from.node(1), $from.before(1)];
      const paragraph = state.schema.nodes.paragraph.create();
      if (list.childCount > first) {
        tr.delete($from.before(), $from.after());
        const end = tr.mapping.map(pos + list.nodeSize);
        dispatch(cursorIn(tr.insert(end, paragraph), end + 1));
      } else if (name === "list_item") {
        dispatch(cursorIn(tr.replaceWith(pos, pos + list.nodeSize, paragraph), pos + 1));
      } else dispatch(cursorIn(tr.insert(pos + list.nodeSize, paragraph), pos + list.nodeSize + 1));
    }
    return true;
  }
  if (name === "cell") return leaveTable(state, dispatch) || step(1)(state, dispatch);
  return false;
}

// In a last row with nothing in it Enter ends the table.
function leaveTable(state, dispatch) {
  const { $from } = state.selection;
  const [table, body, row] = [$from.node(1), $from.node(2), $from.node(3)];
  if ($from.index(2) < body.childCount - 1 || body.childCount < 2 || row.textContent) return false;
  if (dispatch) {
    const tr = state.tr.delete($from.before(3), $from.after(3));
    const end = tr.mapping.map($from.before(1) + table.nodeSize);
    dispatch(cursorIn(tr.insert(end, state.schema.nodes.paragraph.create()), end + 1));
  }
  return true;
}

// A line break within a text.
export function breakLine(state, dispatch) {
  if (!state.selection.$from.parent.inlineContent) return false;
  dispatch?.(state.tr.replaceSelectionWith(state.schema.nodes.hard_break.create(), true).scrollIntoView());
  return true;
}

// Backspace at the beginning of a block of fields: words of other blocks do not run into it; an empty one goes.
export function backspace(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0) return false;
  const name = $from.parent.type.name;
  const top = $from.depth > 0 ? $from.node(1) : null;
  if (!top || isHead(top.type.name)) return Boolean(top);
  if (name === "subheading") {
    dispatch?.(state.tr.setNodeMarkup($from.before(1), state.schema.nodes.paragraph, top.attrs));
    return true;
  }
  if (top.type.name === "list" && $from.index(1) === 0) {
    if (dispatch) {
      const pos = $from.before(1);
      const tr = state.tr;
      if (top.childCount > 1) tr.delete($from.before(), $from.after()).insert(pos, state.schema.nodes.paragraph.create(null, $from.parent.content));
      else tr.replaceWith(pos, pos + top.nodeSize, state.schema.nodes.paragraph.create({ id: top.attrs.id }, $from.parent.content));
      dispatch(cursorIn(tr, pos + 1));
    }
    return true;
  }
  if ($from.depth > 1 && !top.textContent && $from.pos - $from.before(1) <= 2 && top.type.name !== "lead" && top.attrs.file?.at !== "stored") return removeBlock(state, dispatch);
  return (name === "cell" || isField($from.parent)) && $from.depth > 1;
}

// Tab walks through the cells of a table and adds a row behind the last.
export function step(by) {
  return (state, dispatch) => {
    const { $from } = state.selection;
    if ($from.parent.type.name !== "cell") return false;
    const table = { node: $from.node(1), pos: $from.before(1) };
    const next = nextText(state, by);
    const inside = next !== null && next > table.pos && next < table.pos + table.node.nodeSize;
    if (inside) {
      dispatch?.(cursorIn(state.tr, next + 1));
      return true;
    }
    return by > 0 ? addRow(state, dispatch) : false;
  };
}

// The table around the selection, and which row and column it is in.
export function tableAt(state) {
  const { $from } = state.selection;
  if ($from.parent.type.name !== "cell") return null;
  const body = $from.node(2);
  return { table: $from.node(1), tablePos: $from.before(1), body, bodyPos: $from.before(2), row: $from.index(2), column: $from.index(3) };
}

export const inTable = (state) => tableAt(state) !== null;
export const hasHeader = (state) => Boolean(tableAt(state)?.table.attrs.header);

export function rewrite(state, dispatch, change) {
  const at = tableAt(state);
  if (!at) return false;
  const rows = [];
  at.body.forEach((row) => { const cells = []; row.forEach((cell) => cells.push(cell)); rows.push(cells); });
  const blank = (words = null) => state.schema.nodes.cell.create(null, words instanceof Fragment ? words : null);
  const to = change(rows, at, blank);
  if (!to) return false;
  if (dispatch) {
    const made = to.rows.map((cells) => state.schema.nodes.table_row.create(null, cells));
    const tr = state.tr.replaceWith(at.bodyPos + 1, at.bodyPos + at.body.nodeSize - 1, Fragment.from(made));
    let pos = at.bodyPos + 1;
    for (let n = 0; n < to.row; n += 1) pos += made[n].nodeSize;
    pos += 1;
    for (let n = 0; n < to.column; n += 1) pos += made[to.row].child(n).nodeSize;
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(pos + 1))).scrollIntoView());
  }
  return true;
}

export const addRow = (state, dispatch) => rewrite(state, dispatch, (rows, { row }, blank) => ({
  rows: [...rows.slice(0, row + 1), rows[row].map(blank), ...rows.slice(row + 1)], row: row + 1, column: 0,
}));
export const removeRow = (state, dispatch) => rewrite(state, dispatch, (rows, { row, column }) => rows.length > 1 && ({
  rows: rows.filter((_, n) => n !== row), row: Math.max(0, Math.min(row, rows.length - 2)), column: Math.min(column, rows[row === 0 ? 1 : row - 1].length - 1),
}));
export const addColumn = (state, dispatch) => rewrite(state, dispatch, (rows, { row, column }, blank) => ({
  rows: rows.map((cells) => [...cells.slice(0, column + 1), blank(), ...cells.slice(column + 1)]), row, column: column + 1,
}));
export const removeColumn = (state, dispatch) => rewrite(state, dispatch, (rows, { row, column }) => rows[row].length > 1 && ({
  rows: rows.map((cells) => (cells.length > 1 ? cells.filter((_, n) => n !== column) : cells)), row, column: Math.max(0, column - 1),
}));
export function toggleHeader(state, dispatch) {
  const at = tableAt(state);
  if (!at) return false;
  dispatch?.(state.tr.setNodeAttribute(at.tablePos, "header", at.table.attrs.header ? 0 : 1));
  return true;
}

export function addPicture(state, dispatch) {
  const at = blockAt(state);
  if (at?.node.type.name !== "gallery") return false;
  const pos = at.pos + at.node.nodeSize - 1;
  if (dispatch) {
    const { gallery_picture, caption, credit, alt } = state.schema.nodes;
    dispatch(cursorIn(state.tr.insert(pos, gallery_picture.create(null, [caption.create(), credit.create(), alt.create()])), pos + 2));
  }
  return true;
}

// Two people add blocks at the same time without asking each other: numbers are drawn by lot among a thousand million.
const draw = () => 1_000_000 + crypto.getRandomValues(new Uint32Array(1))[0] % 1_000_000_000;

// A block's number is its own: the second half of a divided block and whatever is new get one that no block had. What
// was divided from a block that was joined to another was divided from that one.
export function numbers() {
  return new Plugin({
    appendTransaction(transactions, before, state) {
      if (!transactions.some((one) => one.docChanged)) return null;
      const seen = new Set();
      const tr = state.tr;
      let last = null;
      state.doc.forEach((node, pos) => {
        if (!("id" in node.attrs)) return;
        let { id } = node.attrs;
        if (id === null || seen.has(id)) {
          id = draw();
          tr.setNodeAttribute(pos, "id", id);
          if (node.attrs.id !== null && node.attrs.struck) tr.setNodeAttribute(pos, "struck", null);
          if (last !== null && node.attrs.id === last.was) last.now = id;
        } else if (node.attrs.of !== null && last?.was === node.attrs.of && last.now !== last.was) {
          // Others divided the block before it once more.
          tr.setNodeAttribute(pos, "of", last.now);
        }
        if (node.attrs.added === null || node.attrs.of === null) last = { was: node.attrs.id, now: id };
        seen.add(id);
      });
      if (!transactions.some((one) => one.getMeta("shared"))) rejoin(tr, before.doc, state.doc, seen);
      return tr.docChanged ? tr : null;
    },
  });
}

function rejoin(tr, before, doc, there) {
  let last = null;
  doc.forEach((node, pos) => {
    const { of } = node.attrs;
    if (of && !there.has(of)) {
      let gone = null;
      before.forEach((one) => { if (one.attrs.id === of) gone = one; });
      const joined = gone?.textContent && last?.isTextblock && last.textContent.endsWith(gone.textContent);
      tr.setNodeAttribute(pos, "of", gone?.attrs.of ?? (joined ? last.attrs.id : null));
    }
    last = node;
  });
}
