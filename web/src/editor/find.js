// Find and replace in everything that can be written in.
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { textOf } from "./content.js";

const key = new PluginKey("find");

// Letters as a search sees them: case, accents, kinds of apostrophe and of space do not matter, nor do Arabic vowel
// signs; `exact`, only the kinds of marks and spaces do not. Each with its place in the text, and the place behind the last.
export function plain(text, exact = false) {
  let letters = "";
  const places = [];
  let at = 0;
  for (const letter of text) {
    const bare = exact ? letter : letter.normalize("NFD").replace(/[\p{M}\u0640]/gu, "").toLowerCase().replace(/ٱ/g, "ا").replace(/ى/g, "ي");
    const base = bare.replace(/[’‘]/g, "'").replace(/[“”«»]/g, '"').replace(/[\u00a0\u202f]/g, " ");
    letters += base;
    for (let n = 0; n < base.length; n += 1) places.push(at);
    at += letter.length;
  }
  places.push(at);
  return { letters, places };
}

export function matches(doc, wanted, exact = false) {
  const found = [];
  const sought = plain(wanted, exact).letters;
  if (!sought) return found;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    const { letters, places } = plain(textOf(node), exact);
    for (let at = letters.indexOf(sought); at >= 0; at = letters.indexOf(sought, at + sought.length)) {
      found.push({ from: pos + 1 + places[at], to: pos + 1 + places[at + sought.length] });
    }
    return false;
  });
  return found;
}

export function finder() {
  return new Plugin({
    key,
    state: {
      init: () => ({ wanted: "", exact: false, found: [] }),
      apply(tr, was) {
        const { wanted, exact } = tr.getMeta(key) ?? was;
        return wanted === was.wanted && exact === was.exact && !tr.docChanged ? was : { wanted, exact, found: matches(tr.doc, wanted, exact) };
      },
    },
    props: {
      decorations(state) {
        const { found } = key.getState(state);
        const { from, to } = state.selection;
        return DecorationSet.create(state.doc, found.map((one) => Decoration.inline(one.from, one.to, { class: one.from === from && one.to === to ? "fnd on" : "fnd" })));
      },
    },
  });
}

const select = (view, { from, to }) => view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)).scrollIntoView());

// The bar: what is sought, what takes its place.
export function findBar({ word, host, button, input, cut }) {
  const bar = document.createElement("div");
  Object.assign(bar, { className: "fbar", hidden: true });
  bar.setAttribute("role", "search");
  const sought = input(word("find"));
  const instead = input(word("replace-with"));
  const count = document.createElement("span");
  count.className = "mut";
  count.setAttribute("role", "status");
  let view = null;
  let back = 0;
  let exact = false;

  const found = () => key.getState(view.state).found;
  const tell = () => {
    const all = found();
    const at = all.findIndex((one) => one.from === view.state.selection.from && one.to === view.state.selection.to);
    count.textContent = !sought.value ? "" : all.length ? word("found-count").replace("{n}", at + 1).replace("{total}", all.length) : word("found-none");
  };
  const seek = () => {
    view.dispatch(view.state.tr.setMeta(key, { wanted: sought.value, exact }));
    tell();
  };
  const go = (by) => {
    const all = found();
    if (!all.length) return;
    const { from, to } = view.state.selection;
    const at = all.findIndex((one) => one.from === from && one.to === to);
    const beyond = by > 0 ? all.findIndex((one) => one.from >= (at < 0 ? back : from + 1)) : all.findLastIndex((one) => one.from < from);
    select(view, all[beyond < 0 ? (by > 0 ? 0 : all.length - 1) : beyond]);
    tell();
  };
  const replace = (which) => {
    const tr = view.state.tr;
    // From the end, so that places before stay where they are; marks of the words stay on what takes their place.
    for (const { from, to } of [...which].reverse()) {
      const marks = tr.doc.nodeAt(from).marks;
      if (instead.value) tr.replaceWith(from, to, view.state.schema.text(instead.value, marks));
      else tr.delete(from, to);
    }
    cut();
    view.dispatch(tr);
    cut();
  };
  const one = () => {
    const { from, to } = view.state.selection;
    const here = found().find((it) => it.from === from && it.to === to);
    if (here) {
      back = from + instead.value.length;
      replace([here]);
    }
    go(1);
  };
  const all = () => {
    replace(found());
    tell();
  };
  const close = () => {
    bar.hidden = true;
    view.dispatch(view.state.tr.setMeta(key, { wanted: "", exact }));
    view.focus();
  };
  const strict = button(word("find-exact"), () => {
    exact = !exact;
    strict.setAttribute("aria-pressed", String(exact));
    seek();
  });
  strict.setAttribute("aria-pressed", "false");
  bar.append(sought, strict, count, button(word("find-previous"), () => go(-1)), button(word("find-next"), () => go(1)),
    instead, button(word("replace-one"), one), button(word("replace-all"), all), button(word("close"), close));
  sought.addEventListener("input", seek);
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target === sought) go(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === instead) one();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  host.append(bar);
  return (editor) => {
    view = editor;
    const { from, to, empty } = view.state.selection;
    if (!empty && to - from < 80) sought.value = view.state.doc.textBetween(from, to, " ");
    back = from;
    bar.hidden = false;
    seek();
    sought.focus();
    sought.select();
  };
}
