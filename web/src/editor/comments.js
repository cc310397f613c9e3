// What the newsroom says to itself about the words: threads in the margin, a line under the words they are about. A thread
// holds on to its letters as the shared document knows them, so that it moves with them; where they go, it says so.
import { Plugin, PluginKey, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { heed } from "./heed.js";
import { ask, renew } from "./saving.js";

const key = new PluginKey("comments");
// Fewer letters are found anywhere.
const KNOWN_MIN = 8;
const QUOTE_MAX = 200;
// What a thread can be asked for: whoever stands on one of them still does when the threads are drawn again.
const CONTROLS = ["textarea", "[data-go]", "summary", "details [type=submit]", ".act > form [type=submit]"];

const placeOf = (card) => {
  try {
    return JSON.parse(card.dataset.place) ?? {};
  } catch {
    return {};
  }
};

// Words that were joined to others are new letters: then they are looked for as they stood, if they stand there once.
function again(doc, quote) {
  const words = quote.replace(/…$/, "");
  if (words.length < KNOWN_MIN) return null;
  const found = [];
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, null, " ");
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) found.push({ from: pos + 1 + at, to: pos + 1 + at + words.length });
    return false;
  });
  return found.length === 1 ? found[0] : null;
}

export function comments({ host, form, word, trouble, ranges, place }) {
  let view = null;
  const cards = () => [...host.querySelectorAll("[data-thread]")];

  const draw = (doc) => {
    const open = cards().filter((card) => card.dataset.quote && !card.classList.contains("card-ok"));
    const there = ranges(doc, open.map(placeOf));
    return DecorationSet.create(doc, open.flatMap((card, n) => {
      const at = there[n] && there[n].from < there[n].to ? there[n] : again(doc, card.dataset.quote);
      return at ? [Decoration.inline(at.from, at.to, { class: "noted", "data-noted": card.dataset.thread }, { thread: card.dataset.thread })] : [];
    }));
  };
  const marks = () => key.getState(view.state).find();
  const tell = () => {
    const there = new Set(marks().map(({ spec }) => spec.thread));
    for (const card of cards()) {
      const gone = Boolean(card.dataset.quote) && !card.classList.contains("card-ok") && !there.has(card.dataset.thread);
      card.querySelector("[data-words-gone]")?.toggleAttribute("hidden", !gone);
      card.querySelector("[data-go]")?.toggleAttribute("hidden", !there.has(card.dataset.thread));
    }
  };
  const plugin = new Plugin({
    key,
    state: {
      init: (_, { doc }) => draw(doc),
      apply(tr, was) {
        if (tr.getMeta(key) || tr.getMeta("shared")) return draw(tr.doc);
        return tr.docChanged ? was.map(tr.mapping, tr.doc) : was;
      },
    },
    props: { decorations: (state) => key.getState(state) },
    view(made) {
      view = made;
      tell();
      return { update(_, before) { if (key.getState(before) !== key.getState(view.state)) tell(); } };
    },
  });

  // The threads as they are now; what is being written in one of them stays.
  async function refresh() {
    const answer = await ask(host.dataset.comments).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const text = await answer.text();
    const name = (details) => details.closest("[data-thread]")?.dataset.thread ?? "new";
    const written = new Map([...host.querySelectorAll("details[open]")].map((details) => [name(details), [...details.querySelectorAll("textarea,input:not([name=csrf])")].map((field) => field.value)]));
    const active = document.activeElement;
    const at = host.contains(active) ? { thread: name(active), control: CONTROLS.find((one) => active.matches(one)), from: active.selectionStart, to: active.selectionEnd } : null;
    host.innerHTML = text;
    for (const details of host.querySelectorAll("details")) {
      const values = written.get(name(details));
      if (!values) continue;
      details.dataset.kept = "";
      details.open = true;
      [...details.querySelectorAll("textarea,input:not([name=csrf])")].forEach((field, n) => { field.value = values[n] ?? ""; });
      about(details);
    }
    heed(view);
    view.dispatch(view.state.tr.setMeta(key, true).setMeta("addToHistory", false));
    if (at) {
      const card = at.thread === "new" ? host.querySelector("[data-say]") : document.getElementById(`c${at.thread}`);
      const control = at.control ? card?.querySelector(at.control) : card;
      control?.focus();
      if (control?.matches("textarea")) control.setSelectionRange(at.from, at.to);
    }
  }

  // Which words a new comment is about: those that are marked, or the word at the caret.
  function aim() {
    const { selection, doc } = view.state;
    let { from, to } = selection;
    if (!(selection instanceof TextSelection)) return null;
    if (selection.empty && selection.$from.parent.isTextblock) {
      const { $from } = selection;
      const text = $from.parent.textBetween(0, $from.parent.content.size, null, "\ufffc");
      const before = /[\p{L}\p{N}\p{M}’'-]*$/u.exec(text.slice(0, $from.parentOffset))[0].length;
      const after = /^[\p{L}\p{N}\p{M}’'-]*/u.exec(text.slice($from.parentOffset))[0].length;
      [from, to] = [from - before, to + after];
    }
    if (from >= to) return null;
    const at = place({ doc, selection: TextSelection.create(doc, from, to) });
    return at && { place: JSON.stringify(at), quote: doc.textBetween(from, to, " ", " ").slice(0, QUOTE_MAX) };
  }
  const about = (details) => {
    const on = details.querySelector("[data-on]");
    if (!on) return;
    const { value } = details.querySelector("[name=quote]");
    on.hidden = !value;
    on.querySelector("q").textContent = value;
  };
  host.addEventListener("toggle", ({ target: details }) => {
    if (!details.open) return;
    if (details.matches("[data-say]") && !("kept" in details.dataset)) {
      const words = aim();
      for (const name of ["place", "quote"]) details.querySelector(`[name=${name}]`).value = words?.[name] ?? "";
      about(details);
    }
    if (!("kept" in details.dataset)) details.querySelector("textarea")?.focus();
    delete details.dataset.kept;
  }, { capture: true });

  host.addEventListener("submit", async (event) => {
    const said = event.target;
    event.preventDefault();
    const send = () => ask(said.action, { method: "POST", body: new URLSearchParams(new FormData(said)), redirect: "manual" }).catch(() => null);
    let answer = await send();
    if (answer?.status === 403 && await renew(form)) answer = await send();
    // Where it was done, the answer leads to the story.
    if (answer?.type !== "opaqueredirect") return trouble(word("comment-failed"));
    trouble("");
    const thread = said.closest("[data-thread]")?.dataset.thread;
    const details = said.closest("details");
    if (details) details.open = false;
    await refresh();
    if (thread) document.getElementById(`c${thread}`)?.focus();
    else view.focus();
  });
  host.addEventListener("keydown", (event) => {
    const details = event.target.closest("details[open]");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) event.target.form.requestSubmit();
    else if (event.key === "Escape" && details) {
      details.open = false;
      if (details.matches("[data-say]")) view.focus();
      else details.querySelector("summary").focus();
    } else if (event.key === "Escape") view.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  host.addEventListener("click", (event) => {
    const card = event.target.closest("[data-go]")?.closest("[data-thread]");
    const at = card && marks().find(({ spec }) => spec.thread === card.dataset.thread);
    if (!at) return;
    view.focus();
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at.from, at.to)).scrollIntoView());
  });

  return {
    plugin, refresh,
    // The thread about the words at the caret.
    here() {
      const { from, to } = view.state.selection;
      const at = marks().find((one) => one.from <= to && one.to >= from);
      return at ? document.getElementById(`c${at.spec.thread}`) : null;
    },
  };
}
