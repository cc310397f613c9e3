// The bar above the text: what can be done with the words and the block at the caret. One stop for Tab, arrows within.
import { addColumn, addPicture, addRow, blockAt, hasHeader, inTable, insertBlock, KINDS, moveBlock, removeBlock, removeColumn, removeRow, toggleHeader } from "./blocks.js";
import { archive } from "./archive.js";
import { kindName } from "./menu.js";
import { mayLead } from "./schema.js";
import { toggleMark } from "prosemirror-commands";

const MARKS = [["strong", "mark-strong", "sign-strong"], ["emphasis", "mark-emphasis", "sign-emphasis"], ["superscript", "mark-sup", "x²"], ["subscript", "mark-sub", "x₂"]];

export const button = (label, act, sign = null) => {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", textContent: sign ? "" : label });
  if (sign) {
    // Drawn by the sheet: the sign is no part of the name.
    made.dataset.sign = sign;
    made.title = label;
    made.setAttribute("aria-label", label);
  }
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", act);
  return made;
};

export const input = (label) => {
  const made = document.createElement("input");
  Object.assign(made, { className: "in", type: "text", placeholder: label });
  made.setAttribute("aria-label", label);
  made.setAttribute("form", "");
  made.dir = "auto";
  return made;
};

// The whole range of a mark that carries something, around a caret in it.
function around(state, type) {
  const { $from, empty, from, to } = state.selection;
  if (!empty) return { from, to, mark: null };
  const mark = type.isInSet($from.marks());
  if (!mark) return null;
  let [start, end] = [from, to];
  $from.parent.forEach((child, offset) => {
    const at = $from.start() + offset;
    if (mark.isInSet(child.marks) && at <= from && at + child.nodeSize >= from) [start, end] = [at, at + child.nodeSize];
  });
  return { from: start, to: end, mark };
}

// Asks for what a link or a foreign passage needs. `fit` makes a value of what was typed, or nothing where it is none: then
// it is asked again, and what was there stays.
function asker({ word, host, edition }) {
  const bar = document.createElement("div");
  Object.assign(bar, { className: "fbar", hidden: true });
  const value = input("");
  const state = document.createElement("span");
  state.className = "mut";
  state.setAttribute("role", "status");
  const tell = (text) => { state.textContent = text; };
  let [view, asked] = [null, null];
  const close = () => {
    bar.hidden = true;
    stories.close();
    view.focus();
  };
  const put = (made) => {
    const { done } = asked;
    close();
    done(made);
  };
  const apply = () => {
    const words = value.value.trim();
    const made = asked.stories ? stories.chosen() ?? asked.fit(words) : asked.fit(words);
    if (made || !words) return put(made);
    tell(word(asked.wrong));
    return value.focus();
  };
  const stories = archive({ word, edition, field: value, take: put, tell });
  bar.append(value, state, button(word("apply"), apply), button(word("remove"), () => put("")), button(word("cancel"), close), stories.list);
  value.addEventListener("input", () => {
    const text = value.value.trim();
    if (asked.stories) stories.typed(text, Boolean(asked.fit(text)));
    else tell("");
  });
  bar.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && event.target === value) apply();
    else if (event.key === "Escape") close();
    else if (!by || event.target !== value || !stories.step(by)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  host.append(bar);
  return (editor, label, start, question) => {
    [view, asked] = [editor, question];
    value.setAttribute("aria-label", label);
    value.placeholder = label;
    value.value = start;
    for (const [name, as] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", stories.list.id], ["aria-expanded", "false"]]) {
      if (question.stories) value.setAttribute(name, as);
      else value.removeAttribute(name);
    }
    tell("");
    bar.hidden = false;
    value.focus();
    value.select();
  };
}

export function tools({ word, host, schema, edition, find, undo, redo, mode, changed }) {
  const ask = asker({ word, host, edition });
  const carrying = (name, attribute, label, question) => (view) => {
    const type = schema.marks[name];
    const at = around(view.state, type);
    if (!at || !view.state.doc.resolve(at.from).parent.type.allowsMarkType(type)) return false;
    const done = (value) => {
      const tr = view.state.tr.removeMark(at.from, at.to, type);
      if (value) tr.addMark(at.from, at.to, type.create({ [attribute]: value }));
      view.dispatch(tr);
    };
    ask(view, word(label), at.mark?.attrs[attribute] ?? "", { ...question, done });
    return true;
  };
  const link = carrying("link", "href", "link-address", {
    stories: true, wrong: "link-wrong",
    fit(typed) {
      if (/\s/.test(typed)) return "";
      if (mayLead(typed)) return typed;
      if (/^[^\s/@]+@[^\s/@]+\.\w+$/.test(typed)) return `mailto:${typed}`;
      return /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(typed) ? `https://${typed}` : "";
    },
  });
  const foreign = carrying("foreign", "language", "language-tag", { wrong: "language-wrong", fit: (typed) => (/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(typed) ? typed : "") });

  const bar = document.createElement("div");
  bar.className = "tools etools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", word("tools"));
  let view = null;
  const all = [];
  const add = (made, state = {}) => {
    all.push({ made, ...state });
    bar.append(made);
  };
  const gap = () => {
    const line = document.createElement("i");
    line.className = "sp";
    bar.append(line);
  };
  const run = (command) => () => {
    command(view.state, view.dispatch, view);
    view.focus();
  };
  const topName = (state) => blockAt(state)?.node.type.name;
  for (const kind of ["paragraph", "subheading", "quote", "list"]) {
    add(button(kindName(word, kind), run(insertBlock(kind))), { pressed: (state) => topName(state) === kind && !blockAt(state).node.attrs.numbered });
  }
  gap();
  for (const [name, label, sign] of MARKS) {
    const type = schema.marks[name];
    add(button(word(label), run(toggleMark(type)), word(sign)), { pressed: (state) => active(state, type), name });
  }
  add(button(word("mark-link"), () => link(view)), { pressed: (state) => active(state, schema.marks.link) });
  add(button(word("mark-foreign"), () => foreign(view)), { pressed: (state) => active(state, schema.marks.foreign) });
  gap();
  const more = document.createElement("select");
  more.className = "sel";
  more.setAttribute("form", "");
  more.setAttribute("aria-label", word("block-menu"));
  more.append(new Option(word("block-menu"), ""), ...KINDS.slice(4).map((kind) => new Option(kindName(word, kind), kind)), new Option(word("lead-picture"), "lead"));
  more.addEventListener("change", () => {
    if (more.value === "lead") addLead(view);
    else if (more.value) insertBlock(more.value)(view.state, view.dispatch);
    more.value = "";
    view.focus();
  });
  add(more);
  add(button(word("move-up"), run(moveBlock(-1)), "↑"));
  add(button(word("move-down"), run(moveBlock(1)), "↓"));
  add(button(word("remove"), run(removeBlock), "×"));
  gap();
  add(button(word("undo"), run(undo), "↶"));
  add(button(word("redo"), run(redo), "↷"));
  add(button(word("find"), () => find(view), "⌕"));
  const suggest = button(word("suggest"), () => {
    mode.turn();
    view.focus();
  });
  suggest.title = "Ctrl+Alt+S";
  suggest.dataset.key = "ctrl+alt+s";
  suggest.setAttribute("aria-keyshortcuts", "Control+Alt+S");
  add(suggest, { pressed: () => mode.on() });
  for (const [label, command] of [["table-row-add", addRow], ["table-row-remove", removeRow], ["table-column-add", addColumn], ["table-column-remove", removeColumn], ["table-header", toggleHeader]]) {
    add(button(word(label), run(command)), { shown: inTable, ...(command === toggleHeader ? { pressed: hasHeader } : {}) });
  }
  add(button(word("picture-add"), run(addPicture)), { shown: (state) => topName(state) === "gallery" });

  const stops = () => [...bar.querySelectorAll("button,select")].filter((one) => !one.hidden);
  const rove = (to) => stops().forEach((one) => { one.tabIndex = one === to ? 0 : -1; });
  bar.addEventListener("focusin", (event) => rove(event.target));
  bar.addEventListener("keydown", (event) => {
    const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    const list = stops();
    const at = list.indexOf(event.target);
    const to = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: list.length - 1 }[event.key];
    if (event.key === "Escape") view.focus();
    else if (to === undefined || at < 0) return;
    else list[(to + list.length) % list.length].focus();
    event.preventDefault();
    event.stopPropagation();
  });
  host.prepend(bar);

  const update = (editor) => {
    view = editor;
    for (const { made, pressed, shown, name } of all) {
      if (pressed) made.setAttribute("aria-pressed", String(Boolean(pressed(view.state))));
      if (shown) made.hidden = !shown(view.state);
      if (name) made.dataset.mark = name;
    }
    if (!stops().some((one) => one.tabIndex === 0)) rove(stops()[0]);
    changed?.();
  };
  return { update, link, focus: () => (stops().find((one) => one.tabIndex === 0) ?? stops()[0]).focus() };
}

function active(state, type) {
  const { from, to, $from, empty } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
}

// The picture above the text, where there is none yet.
function addLead(view) {
  const { doc, schema, tr } = view.state;
  if (doc.child(3)?.type.name === "lead") return;
  const { lead, caption, credit, alt } = schema.nodes;
  const pos = doc.child(0).nodeSize + doc.child(1).nodeSize + doc.child(2).nodeSize;
  view.dispatch(tr.insert(pos, lead.create(null, [caption.create(), credit.create(), alt.create()])));
}
