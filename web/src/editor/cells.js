// Blocks that have parts (cells of a table, words and speaker of a quote) keep them: up and down lead from cell to cell,
// what is pasted into a part stays in it or fills the cells beside it, and what is struck over several leaves them empty.
import { Fragment, Slice } from "prosemirror-model";
import { Plugin, Selection } from "prosemirror-state";
import { cursorIn, rewrite, tableAt } from "./blocks.js";

const toText = (state, dispatch, pos, by) => {
  dispatch?.(state.tr.setSelection(Selection.near(state.doc.resolve(pos), by)).scrollIntoView());
  return true;
};

// To the cell above or below; behind the first and the last row out of the table.
export function climb(by) {
  return (state, dispatch, view) => {
    const at = tableAt(state);
    if (!at || !state.selection.empty || (view && !view.endOfTextblock(by < 0 ? "up" : "down"))) return false;
    const next = at.body.maybeChild(at.row + by);
    if (!next) return by < 0 ? toText(state, dispatch, at.bodyPos - 1, -1) : leaveDown(state, dispatch);
    const column = Math.min(at.column, next.childCount - 1);
    if (column < 0) return false;
    let pos = at.bodyPos + 2;
    for (let n = 0; n < at.row + by; n += 1) pos += at.body.child(n).nodeSize;
    for (let n = 0; n < column; n += 1) pos += next.child(n).nodeSize;
    return toText(state, dispatch, pos + 1 + Math.min(state.selection.$from.parentOffset, next.child(column).content.size), by);
  };
}

// Behind the last block of a text a paragraph begins.
function leaveDown(state, dispatch) {
  const end = state.selection.$from.after(1);
  if (end < state.doc.content.size) return toText(state, dispatch, end, 1);
  dispatch?.(cursorIn(state.tr.insert(end, state.schema.nodes.paragraph.create()), end + 1));
  return true;
}

// Whether a selection reaches from one part of a block into another, or out of it.
const spans = ({ selection: { $from, $to } }) => !$from.sameParent($to) && [$from, $to].some((end) => end.depth > 1 && end.node(1).type.name !== "list");

// Takes out the words of a selection over several parts: blocks that are in it go, those that it begins or ends in stay.
export function clear(state, dispatch) {
  if (!spans(state)) return false;
  const { from, to } = state.selection;
  const tr = state.tr;
  const gone = [];
  state.doc.nodesBetween(from, to, (node, pos, parent) => {
    const whole = parent === state.doc && node.type.isInGroup("block") && from <= pos && to >= pos + node.nodeSize;
    if (whole || node.isTextblock) gone.push(whole ? [pos, pos + node.nodeSize] : [Math.max(from, pos + 1), Math.min(to, pos + node.nodeSize - 1)]);
    return !whole && !node.isTextblock;
  });
  for (const [start, end] of gone.reverse()) if (end > start) tr.delete(start, end);
  dispatch?.(cursorIn(tr, Math.min(from, tr.doc.content.size)));
  return true;
}

export function parts() {
  return new Plugin({
    props: {
      handleTextInput(view, from, to, text) {
        if (!clear(view.state, view.dispatch)) return false;
        view.dispatch(view.state.tr.insertText(text).scrollIntoView());
        return true;
      },
      handlePaste(view, event, slice) {
        const grid = tableAt(view.state) && (gridOf(slice) ?? tabbed(view.state.schema, event.clipboardData));
        if (grid) return fillCells(view.state, view.dispatch, grid);
        if (!/^(cell|quote_words)$/.test(view.state.selection.$from.parent.type.name)) return false;
        clear(view.state, view.dispatch);
        view.dispatch(view.state.tr.replaceSelection(new Slice(inLines(view.state.schema, slice), 0, 0)).scrollIntoView().setMeta("paste", true));
        return true;
      },
    },
  });
}

// Words of many blocks, a line each.
function inLines(schema, slice) {
  let lines = Fragment.empty;
  slice.content.descendants((node) => {
    if (node.isTextblock && node.content.size) lines = lines.append(lines.size ? Fragment.from(schema.nodes.hard_break.create()).append(node.content) : node.content);
    else if (node.isInline) lines = lines.append(Fragment.from(node));
    return !node.isTextblock;
  });
  return lines;
}

// The cells of a piece of a table, row by row.
function gridOf(slice) {
  const rows = [];
  slice.content.descendants((node, pos, parent) => {
    if (node.type.name === "table_row") rows.push([]);
    if (node.type.name === "cell") (parent ? rows.at(-1) : (rows[0] ??= [])).push(node.content);
    return !node.isTextblock;
  });
  return rows.flat().length > 1 ? rows : null;
}

// As spreadsheets give them to whoever takes plain text.
function tabbed(schema, clipboard) {
  const text = clipboard?.types.includes("text/html") ? "" : clipboard?.getData("text/plain") ?? "";
  if (!text.includes("\t")) return null;
  return text.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t").map((cell) => (cell.trim() ? Fragment.from(schema.text(cell.trim())) : Fragment.empty)));
}

// From the cell at the caret on; the table grows where it is too small.
function fillCells(state, dispatch, grid) {
  return rewrite(state, dispatch, (rows, { row, column }, blank) => {
    const width = Math.max(...rows.map((cells) => cells.length), column + Math.max(...grid.map((cells) => cells.length)));
    const all = [...rows, ...Array(Math.max(0, row + grid.length - rows.length)).fill([])].map((cells) => [...cells, ...Array.from({ length: width - cells.length }, blank)]);
    grid.forEach((cells, down) => cells.forEach((words, along) => { all[row + down][column + along] = blank(words); }));
    return { rows: all, row: row + grid.length - 1, column: column + grid.at(-1).length - 1 };
  });
}
