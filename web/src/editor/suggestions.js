// Suggestions on the screen: in the text in the colour of whoever made them, in the margin as cards that are accepted or
// refused one by one, or all. What is decided is a change like any other, and is undone like one.
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { heed } from "./heed.js";
import { kindName } from "./menu.js";
import { decide, isLine, signer, suggestions } from "./suggested.js";
import { button } from "./tools.js";

const key = new PluginKey("suggestions");
// So much of the words stands on a card.
const WORDS_MAX = 160;

const element = (tag, className, text = "") => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
};

export function margin({ host, word, people, zone }) {
  let view = null;
  const hue = (by) => people.hue(signer(by).account);
  const pilcrow = (by, kind) => () => {
    const sign = element(kind === "added" ? "ins" : "del", `sug pil who-${hue(by)}`);
    sign.setAttribute("aria-hidden", "true");
    return sign;
  };

  const draw = (doc) => {
    const marks = [];
    doc.forEach((node, pos) => {
      for (const kind of ["added", "struck"]) {
        const by = node.attrs[kind];
        if (!by) continue;
        marks.push(Decoration.node(pos, pos + node.nodeSize, { class: `sug-${kind} who-${hue(by)}${isLine(node) ? "" : " sug-block"}` }));
        if (isLine(node)) marks.push(Decoration.widget(pos + 1, pilcrow(by, kind), { side: -1, key: `${kind}${by}`, ignoreSelection: true }));
      }
    });
    return { all: suggestions(doc), marks: DecorationSet.create(doc, marks) };
  };
  const all = () => key.getState(view.state).all;

  const plugin = new Plugin({
    key,
    state: { init: (_, { doc }) => draw(doc), apply: (tr, was) => (tr.docChanged || tr.getMeta(key) ? draw(tr.doc) : was) },
    props: { decorations: (state) => key.getState(state).marks },
    view(made) {
      view = made;
      show();
      return { update: show };
    },
  });

  const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(zone ? { timeZone: zone } : {}), numberingSystem: "latn" });
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "short", ...(zone ? { timeZone: zone } : {}), numberingSystem: "latn" });
  const when = (at) => (day.format(at) === day.format(Date.now()) ? time.format(at) : `${day.format(at)} ${time.format(at)}`);

  function said({ places }) {
    const line = element("p", "prose");
    line.lang = view.dom.lang;
    line.dir = getComputedStyle(view.dom).direction;
    let left = WORDS_MAX;
    for (const { kind, words, block } of places) {
      if (left <= 0) break;
      const text = block ? (/^(paragraph|subheading)$/.test(block) ? "¶" : kindName(word, block === "fact_box" ? "fact-box" : block === "lead" ? "picture" : block)) : words.slice(0, left);
      left -= text.length;
      const last = line.lastElementChild;
      if (!block && last?.dataset.kind === kind) last.textContent += text;
      else line.append(Object.assign(element(kind === "added" ? "ins" : "del", "", text)));
      line.lastElementChild.dataset.kind = block ? "block" : kind;
    }
    if (left <= 0) line.append("…");
    return line;
  }

  function card(one) {
    const made = element("article", "card talk");
    Object.assign(made.dataset, { suggestion: one.by });
    made.tabIndex = -1;
    const { account, at } = signer(one.by);
    const name = people.name(account);
    made.setAttribute("aria-label", word("suggestion-of").replace("{name}", name));
    const head = element("p");
    const sign = element("span", `av who-${hue(one.by)}`, people.initials(name));
    sign.setAttribute("aria-hidden", "true");
    const bold = element("b", "b");
    bold.append(element("bdi", "", name));
    head.append(sign, " ", bold);
    if (at) {
      const clock = element("time", "mut n", when(at));
      clock.dateTime = new Date(at).toISOString();
      head.append(" ", clock);
    }
    const act = element("div", "act");
    for (const [label, accept, more, sign] of [["suggestion-accept", true, " btn-1", "↵"], ["suggestion-refuse", false, "", "⌦"]]) {
      const made = button(word(label), () => settle(one.by, accept));
      made.className = `btn btn-s${more}`;
      const hint = element("kbd", "", sign);
      hint.setAttribute("aria-hidden", "true");
      made.append(" ", hint);
      act.append(made);
    }
    made.append(head, said(one), act);
    return made;
  }

  let shown = "";
  function show() {
    const list = all();
    const now = JSON.stringify(list.map(({ by, places }) => [by, people.name(signer(by).account), places.map(({ kind, words, block }) => [kind, words, block])]));
    if (now === shown) return;
    shown = now;
    const active = host.contains(document.activeElement) ? document.activeElement.closest("[data-suggestion]")?.dataset.suggestion : null;
    const head = element("h2", "h", `${word("suggestions")} `);
    head.append(element("small", "", String(list.length)));
    const both = element("p", "row sug-all");
    for (const [label, accept] of [["suggestions-accept", true], ["suggestions-refuse", false]]) {
      const made = button(word(label), () => settle(null, accept));
      made.className = "btn btn-s";
      both.append(made);
    }
    host.replaceChildren(head, ...(list.length > 1 ? [both] : []), ...list.map(card));
    host.hidden = list.length === 0;
    if (active) (cardOf(active) ?? view.dom).focus();
  }
  const cardOf = (by) => [...host.querySelectorAll("[data-suggestion]")].find((one) => one.dataset.suggestion === by);

  function settle(by, accept) {
    view.dispatch(decide(view.state, by, accept).scrollIntoView());
    view.focus();
  }

  host.addEventListener("keydown", (event) => {
    const by = event.target.closest("[data-suggestion]")?.dataset.suggestion;
    if (event.key === "Escape") view.focus();
    else if (event.key === "Enter" && event.target.matches("[data-suggestion]")) settle(by, true);
    else if (/^(Delete|Backspace)$/.test(event.key) && by) settle(by, false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  return {
    plugin,
    // Names came or colours were given.
    refresh() {
      if (!view) return;
      heed(view);
      view.dispatch(view.state.tr.setMeta(key, true).setMeta("addToHistory", false));
    },
    // The card of the suggestion at the caret.
    here() {
      const { from, to } = view.state.selection;
      const one = all().find(({ places }) => places.some((place) => (place.block ? from > place.from && from <= place.from + 1 : place.from <= to && place.to >= from)));
      return one ? cardOf(one.by) : null;
    },
    // The next one in the text, from the caret on and round again.
    walk(by) {
      const starts = all().map(({ places }) => places[0]).sort((a, b) => a.from - b.from);
      if (!starts.length) return false;
      const { from, to } = view.state.selection;
      const beyond = by > 0 ? starts.findIndex((one) => one.from >= to && one.from > from - 1 && !(one.from <= from && one.to >= to && from !== to)) : starts.findLastIndex((one) => one.from < from);
      const place = starts[beyond < 0 ? (by > 0 ? 0 : starts.length - 1) : beyond];
      const { doc, tr } = view.state;
      const range = place.block ? [doc.resolve(place.from + 1), doc.resolve(place.from + 1)] : [doc.resolve(place.from), doc.resolve(place.to)];
      view.focus();
      view.dispatch(tr.setSelection(TextSelection.between(...range)).scrollIntoView());
      return true;
    },
  };
}
