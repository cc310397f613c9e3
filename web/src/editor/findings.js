// What the checks found, on the words themselves: one line under each place that a finding points at, its number
// behind it, and its card in the margin.
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { heed } from "./heed.js";
import { rangeOf, texts } from "./places.js";

const key = new PluginKey("findings");
const INK = { b: "red", w: "amb", s: "blu" };

function number(finding) {
  const sign = document.createElement("span");
  Object.assign(sign, { className: `ref ${INK[finding.letter]}`, textContent: finding.number });
  sign.setAttribute("aria-hidden", "true");
  return sign;
}

// Every place of every finding that waits for an answer, as far as its words still stand there.
function placed(doc, findings) {
  const found = texts(doc);
  return findings.filter((finding) => !finding.settled).flatMap((finding) =>
    finding.targets.flatMap((target) => {
      const range = rangeOf(found, target);
      return range && range.from < range.to ? [{ ...range, finding }] : [];
    }));
}

function marks(doc, places, current) {
  const all = places.flatMap(({ from, to, finding }) => [
    Decoration.inline(from, to, {
      class: `mk mk-${finding.letter}${finding.number === current ? " on" : ""}`, "data-finding": String(finding.number), "aria-describedby": `f${finding.number}`,
    }, { finding }),
    Decoration.widget(to, () => number(finding), { side: -1, key: `${finding.letter}${finding.number}`, ignoreSelection: true, finding }),
  ]);
  return DecorationSet.create(doc, all);
}

// Where the words of each suggestion stand, and what is to stand there instead: they move with what is typed elsewhere.
// A suggestion that changes what is not in the text, or whose words changed since they were looked at, has no places.
function fixesOf(doc, findings) {
  const found = texts(doc);
  return new Map(findings.flatMap((finding) => {
    const aims = finding.targets.filter((target) => found.has(target.field)).map((target) => rangeOf(found, target));
    return finding.fixes.map((edits, which) => {
      const ranges = edits.map(({ field, span, text }) => ({ ...rangeOf(found, { field, span }), text }));
      const whole = edits.length && aims.every(Boolean) && ranges.every((range) => range.from !== undefined && range.whole);
      return [`${finding.fingerprint}:${which}`, whole ? { aims: aims.map((range) => said(doc, range)), edits: ranges.map((range) => said(doc, range)) } : null];
    });
  }));
}
const words = (doc, { from, to }) => doc.textBetween(from, to, "\n", "\n");
const said = (doc, range) => ({ ...range, old: words(doc, range) });
const mapped = (mapping) => (range) => ({ ...range, from: mapping.map(range.from, 1), to: mapping.map(range.to, range.from === range.to ? 1 : -1) });
const moved = (fixes, mapping) => new Map([...fixes].map(([name, fix]) => [name, fix && { aims: fix.aims.map(mapped(mapping)), edits: fix.edits.map(mapped(mapping)) }]));

export function underlines(first) {
  return new Plugin({
    key,
    state: {
      init: (_, { doc }) => ({ findings: first, current: null, fixes: fixesOf(doc, first), marks: marks(doc, placed(doc, first), null) }),
      apply(tr, was) {
        const asked = tr.getMeta(key);
        if (!asked) return tr.docChanged ? { ...was, fixes: moved(was.fixes, tr.mapping), marks: was.marks.map(tr.mapping, tr.doc) } : was;
        const now = { ...was, ...asked };
        const fixes = asked.findings ? fixesOf(tr.doc, asked.findings) : now.fixes;
        return { ...now, fixes, marks: marks(tr.doc, placed(tr.doc, now.findings), now.current) };
      },
    },
    props: { decorations: (state) => key.getState(state).marks },
  });
}

export function show(view, findings) {
  heed(view);
  view.dispatch(view.state.tr.setMeta(key, { findings }));
}

// The numbers beside the fields of the card.
export function referTo(findings) {
  for (const place of document.querySelectorAll("[data-refs]")) {
    const here = findings.filter((one) => !one.settled && one.targets.some(({ field }) => field === place.dataset.refs));
    place.replaceChildren(...here.map((one) => {
      const link = document.createElement("a");
      Object.assign(link, { className: `ref sv sv-${one.letter}`, href: `#f${one.number}`, textContent: one.number });
      const check = document.createElement("span");
      Object.assign(check, { className: "vh", textContent: `${place.dataset.check} ` });
      link.prepend(check);
      return link;
    }));
  }
}

const places = (state) => key.getState(state).marks.find(undefined, undefined, (spec) => spec.finding && !spec.key)
  .map(({ from, to, spec }) => ({ from, to, finding: spec.finding })).sort((a, b) => a.from - b.from);

// The card of a finding; one that waits behind the first ones comes out.
function cardOf(number) {
  const card = document.getElementById(`f${number}`);
  const fold = card?.closest(".more");
  if (fold) fold.open = true;
  return card;
}

export function visit(view, place) {
  const { doc, tr } = view.state;
  view.focus();
  view.dispatch(tr.setSelection(TextSelection.create(doc, place.from, place.to)).setMeta(key, { current: place.finding.number }).scrollIntoView());
  cardOf(place.finding.number)?.scrollIntoView({ block: "nearest" });
}

// The next place in the text, from the caret on and round again.
export function walk(view, by) {
  const all = places(view.state);
  if (!all.length) return false;
  const { from } = view.state.selection;
  const beyond = by > 0 ? all.findIndex((one) => one.from > from) : all.findLastIndex((one) => one.from < from);
  visit(view, all[beyond < 0 ? (by > 0 ? 0 : all.length - 1) : beyond]);
  return true;
}

export const placeOf = (view, wanted) => places(view.state).find(({ finding }) => finding.number === wanted);

// The card that belongs to the caret: of the words it stands on, otherwise of those visited last, otherwise the first.
export function cardHere(view) {
  const { from, to } = view.state.selection;
  const all = places(view.state);
  const here = all.find((one) => one.from <= to && one.to >= from);
  const { current } = key.getState(view.state);
  const wanted = here?.finding.number ?? all.find((one) => one.finding.number === current)?.finding.number ?? all[0]?.finding.number;
  return wanted === undefined ? null : cardOf(wanted);
}

// Makes the edits of a suggestion, all or none: "made"; "changed" where the words that it is about are others by now; or
// "elsewhere" where it is not about the text.
export function mend(view, name) {
  const { doc, tr, schema } = view.state;
  const state = key.getState(view.state);
  const fix = state.fixes.get(name);
  if (!fix) return "elsewhere";
  const stands = (range) => range.from <= range.to && words(doc, range) === range.old;
  if (![...fix.aims, ...fix.edits].every(stands)) return "changed";
  for (const { from, to, text } of [...fix.edits].sort((a, b) => b.from - a.from)) {
    if (text) tr.replaceWith(from, to, schema.text(text, tr.doc.resolve(Math.min(from + 1, to)).marks()));
    else tr.delete(from, to);
  }
  view.dispatch(tr.scrollIntoView());
  view.focus();
  return "made";
}
