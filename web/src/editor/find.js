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

// Where a text has what is sought, as offsets from and to.
function within(text, sought, exact) {
  const found = [];
  const { letters, places } = plain(text, exact);
  for (let at = letters.indexOf(sought); at >= 0; at = letters.indexOf(sought, at + sought.length)) {
    found.push([places[at], places[at + sought.length]]);
  }
  return found;
}

export function matches(doc, wanted, exact = false) {
  const found = [];
  const sought = plain(wanted, exact).letters;
  if (!sought) return found;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    for (const [from, to] of within(textOf(node), sought, exact)) found.push({ from: pos + 1 + from, to: pos + 1 + to });
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

// Fields come behind the whole text, whatever its length.
const BEHIND = 1e9;

// The bar: what is sought, what takes its place. `fields`: those of the form that are searched behind the text;
// `beside` remembers what was replaced in them together with the text, so that it is taken back together.
export function findBar({ word, host, button, input, cut, beside, fields, suggests }) {
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
  // The match in a field that was gone to last.
  let aside = null;

  const found = () => key.getState(view.state).found;
  function foundAside() {
    const letters = plain(sought.value, exact).letters;
    return letters ? fields.flatMap((field) => within(field.value, letters, exact).map(([from, to]) => ({ field, from, to }))) : [];
  }
  const everywhere = () => [...found(), ...foundAside()];
  const rank = ({ field, from }) => (field ? fields.indexOf(field) + 1 : 0) * BEHIND + from;
  const here = () => aside ?? view.state.selection;
  const current = (all) => all.findIndex((one) => one.field === here().field && one.from === here().from && one.to === here().to);
  const mark = () => fields.forEach((field) => field.classList.toggle("fnd-in", field === aside?.field));
  const tell = () => {
    const all = everywhere();
    const at = current(all);
    const where = aside?.field.labels[0]?.querySelector("span")?.textContent;
    const said = all.length ? word("found-count").replace("{n}", at + 1).replace("{total}", all.length) : word("found-none");
    count.textContent = !sought.value ? "" : at >= 0 && where ? `${said} · ${where}` : said;
    mark();
  };
  const seek = () => {
    view.dispatch(view.state.tr.setMeta(key, { wanted: sought.value, exact }));
    tell();
  };
  // A field shows what is selected in it though the bar keeps the keyboard; it opens what it is folded into.
  function show(one) {
    aside = one.field ? one : null;
    if (!aside) return select(view, one);
    const { field, from, to } = one;
    if (field.closest("details")) field.closest("details").open = true;
    field.setSelectionRange(from, to);
    return field.scrollIntoView({ block: "nearest" });
  }
  const go = (by) => {
    const all = everywhere();
    if (!all.length) return;
    const on = current(all) >= 0;
    const from = !aside && by > 0 && !on ? back : rank(here());
    const beyond = by > 0 ? all.findIndex((one) => rank(one) >= (on ? from + 1 : from)) : all.findLastIndex((one) => rank(one) < from);
    show(all[beyond < 0 ? (by > 0 ? 0 : all.length - 1) : beyond]);
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
  // The same in fields, with what is undone together with it.
  function replaceAside(which, alone) {
    const changes = new Map();
    for (const { field, from, to } of [...which].reverse()) {
      const now = changes.get(field)?.now ?? field.value;
      changes.set(field, { field, was: field.value, now: now.slice(0, from) + instead.value + now.slice(to) });
    }
    if (changes.size) beside([...changes.values()], alone);
  }
  const one = () => {
    const all = everywhere();
    const at = all[current(all)];
    if (at?.field) {
      replaceAside([at], true);
      const end = at.from + instead.value.length;
      aside = { field: at.field, from: end, to: end };
    } else if (at) {
      back = at.from + instead.value.length;
      replace([at]);
    }
    go(1);
  };
  const all = () => {
    // Fields know no suggestions: whoever suggests changes them one by one, seeing which.
    const [inText, besides] = [found(), foundAside()];
    const inFields = suggests() ? [] : besides;
    if (inText.length) replace(inText);
    replaceAside(inFields, !inText.length);
    aside = null;
    tell();
    const replaced = inText.length + inFields.length;
    const left = besides.length - inFields.length;
    const said = [replaced && word("replaced-count").replace("{n}", replaced), left && word("replaced-left").replace("{n}", left)].filter(Boolean);
    if (said.length) count.textContent = said.join(" · ");
  };
  const close = () => {
    const last = aside;
    bar.hidden = true;
    aside = null;
    mark();
    view.dispatch(view.state.tr.setMeta(key, { wanted: "", exact }));
    if (!last) return view.focus();
    last.field.focus();
    return last.field.setSelectionRange(last.from, last.to);
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
  for (const field of fields) for (const changed of ["input", "filled"]) field.addEventListener(changed, () => { if (view && !bar.hidden) tell(); });
  return (editor) => {
    if (!view) editor.dom.addEventListener("focus", () => { aside = null; });
    view = editor;
    const { from, to, empty } = view.state.selection;
    if (!empty && to - from < 80) sought.value = view.state.doc.textBetween(from, to, " ");
    back = from;
    aside = null;
    bar.hidden = false;
    seek();
    sought.focus();
    sought.select();
  };
}
