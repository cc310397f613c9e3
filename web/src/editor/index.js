// The editor: takes the place of the form's text areas where this script runs. The form around it stays what it is: the
// same buttons, the same names, the words in one field instead of many.
import { baseKeymap, chainCommands, toggleMark } from "prosemirror-commands";
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { keymap } from "prosemirror-keymap";
import { EditorState, Plugin } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { backspace, breakLine, enter, insertBlock, moveBlock, numbers, step } from "./blocks.js";
import { cleaned } from "./clean.js";
import * as Y from "yjs";
import { before } from "./before.js";
import { carets, moved } from "./carets.js";
import { clear, climb, parts } from "./cells.js";
import { comments } from "./comments.js";
import { crossings } from "./crossed.js";
import { writer } from "./content.js";
import { findBar, finder } from "./find.js";
import { cardHere, mend, placeOf, referTo, show, underlines, visit, walk } from "./findings.js";
import { heed } from "./heed.js";
import { lengths } from "./lengths.js";
import { letterAfter, letterBefore, wordAfter, wordBefore } from "./letters.js";
import { line } from "./line.js";
import { menu } from "./menu.js";
import { people } from "./people.js";
import { pictures } from "./pictures.js";
import { released } from "./released.js";
import { ask as question, renew, saver } from "./saving.js";
import { direction, makeSchema } from "./schema.js";
import { sharing } from "./shared.js";
import { published, signature, signer } from "./suggested.js";
import { suggested, unstruck } from "./suggesting.js";
import { margin as suggestions } from "./suggestions.js";
import { button, input, tools } from "./tools.js";
import { typography } from "./typography.js";

// The form's fields beside the text, which are shared field by field.
const card = { "headline-short": 1, "headline-alert": 1, "headline-search": 1, slugline: 1, section: 1, urgency: 1, language: 1, byline: 1, dateline: 1, places: 1, topics: 1, people: 1, sources: 1 };

// Those of them that are words of the story, so searched with it.
const HEADLINES = ["headline-short", "headline-alert", "headline-search"];

// What a sign at the beginning of a paragraph makes of it.
const SIGNS = { "##": "subheading", "-": "list", "*": "list", "1.": "list-numbered", ">": "quote" };

function signs() {
  return new Plugin({
    props: {
      handleTextInput(view, from, to, typed) {
        const { $from } = view.state.selection;
        const kind = SIGNS[$from.parent.textContent];
        if (typed !== " " || !kind || $from.depth !== 1 || $from.parent.type.name !== "paragraph" || $from.parentOffset !== $from.parent.content.size) return false;
        view.dispatch(view.state.tr.delete($from.start(), $from.end()));
        return insertBlock(kind)(view.state, view.dispatch);
      },
    },
  });
}

// Lines of a field are words of one line: what is pasted there brings no blocks along.
const fieldPaste = (view, event) => {
  const { parent } = view.state.selection.$from;
  if (!parent.isTextblock || !/^(kicker|headline|standfirst|title|caption|credit|alt|speaker|role|address|provider|seconds)$/.test(parent.type.name)) return false;
  const text = event.clipboardData?.getData("text/plain");
  if (!text) return false;
  view.dispatch(view.state.tr.insertText(text.replace(/\s*[\r\n\t]+\s*/g, " ").trim()).scrollIntoView().setMeta("paste", true));
  return true;
};

// How long nothing is typed before the checks are asked, after the server has stored what was.
const PAUSE_MS = 60;
// Where the checks did not answer, they are asked again after so long.
const AGAIN_MS = 2000;
// A caret is shown to others so often.
const CARET_MS = 80;

// The page is a plain form until the line to the server stands and brings the words: then the editor takes its place.
function begin(mount) {
  const words = JSON.parse(mount.dataset.words);
  const word = (key) => words[key] ?? key;
  const form = mount.closest("form");
  const state = document.querySelector("[data-state]");
  const trouble = (text) => {
    const ban = document.getElementById("trouble");
    if (ban.textContent !== text) ban.textContent = text;
    ban.classList.add("ban-r");
    ban.hidden = !text;
  };
  // Nothing is wrong with the words while the line is down, and none is lost: that is told calmly, and since when.
  let away = null;
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: mount.dataset.zone, hour: "2-digit", minute: "2-digit" });
  const offline = () => {
    away ??= clock.format(new Date());
    const [lead, help] = [word("writing-offline-since").replace("{time}", away), ` ${word("writing-offline-help")}`];
    const ban = document.getElementById("trouble");
    const since = Object.assign(document.createElement("b"), { className: "b", textContent: lead });
    if (ban.textContent !== lead + help) ban.replaceChildren(since, help);
    ban.classList.remove("ban-r");
    ban.hidden = false;
  };
  // What was said of the words when all was well: that is so again where nothing was written meanwhile.
  let calm = [state.textContent, state.classList.contains("ok")];
  const say = (text, fine) => {
    if (fine) calm = [text, fine];
    state.textContent = text;
    state.classList.toggle("ok", fine);
    state.classList.toggle("off", !fine);
  };
  // Told by the screen, as on every other one.
  const signedOut = () => {
    trouble("");
    document.dispatchEvent(new Event("marbre:out"));
  };
  const ydoc = new Y.Doc();
  let editor = null;
  // A choice of this window.
  const choice = `marbre:suggests:${mount.dataset.story}`;
  const mode = {
    on: sessionStorage.getItem(choice) === "1",
    turn() {
      mode.on = !mode.on;
      sessionStorage.setItem(choice, mode.on ? "1" : "0");
    },
  };
  const here = people({ account: mount.dataset.account, host: document.getElementById("others"), word, changed: () => editor?.moved() });
  here.learn(JSON.parse(mount.dataset.authors));
  const out = released({ host: document.getElementById("released"), address: `${form.getAttribute("action")}/released`, back: () => editor?.focus() });
  const wire = line({
    ydoc, account: mount.dataset.account, story: mount.dataset.story, suggests: () => mode.on,
    address: `${location.origin.replace(/^http/, "ws")}${form.getAttribute("action")}/together`,
    say(what, text) {
      if (!editor) return;
      if (what === "kept" || what === "back") {
        say(...(what === "kept" ? [text, true] : calm));
        trouble("");
        away = null;
        editor.check();
      } else if (what === "now") say(word("writing-now"), false);
      else {
        const unkept = what === "unkept";
        say(word(unkept ? "writing-now" : "writing-kept-here"), false);
        if (unkept) trouble(word("writing-unkept"));
        else if (what === "signed-out") signedOut();
        else offline();
      }
    },
    heard: {
      open(stranded, only) {
        if (editor) renew(form).then(editor.talk);
        editor ??= mountEditor({ mount, form, word, trouble, signedOut, say, ydoc, wire, here, mode, out });
        editor.putAtEnd(stranded, only);
        trouble("");
        away = null;
        editor.check();
        document.dispatchEvent(new Event("marbre:look"));
      },
      coming: () => editor?.heed(),
      crossed: (list) => editor?.crossed(list),
      lost: () => here.gone(),
      closed({ code, text }, unsent) {
        if (code === "signed-out") return signedOut();
        out.closed();
        return trouble(code === "words-unreadable" ? word("writing-left-over") : unsent ? word("writing-closed").replace("{name}", text) : text);
      },
      news(news) {
        if ("here" in news) here.all(news.seat, news.here);
        else if ("came" in news) here.came(news.came);
        else if ("left" in news) here.left(news.left);
        else if ("saved" in news) editor?.saved(news.saved);
        else if ("comments" in news) editor?.talk();
        else if ("released" in news) out.heard(news.released);
      },
    },
  });
}

function mountEditor({ mount, form, word, trouble, signedOut, say: state, ydoc, wire, here, mode, out }) {
  const given = JSON.parse(mount.dataset.document);
  const schema = makeSchema(word, (by) => here.hue(signer(by).account));
  const shared = sharing(ydoc, schema, () => signature(mount.dataset.account));
  const write = writer(schema, given);
  const old = form.querySelector(".doc-w");
  const language = form.elements.language;
  const margin = document.getElementById("margin");

  const bars = document.createElement("div");
  bars.className = "ebars";
  const sheet = document.createElement("div");
  sheet.className = "doc ed";
  form.querySelector("#text > .bar").append(bars);
  mount.replaceChildren(sheet);
  mount.hidden = false;
  old.remove();
  form.removeAttribute("data-guard");
  document.querySelector(".help")?.remove();

  let view = null;
  const proposed = suggestions({ host: document.getElementById("suggestions"), word, people: here, zone: mount.dataset.zone });
  const talk = comments({ host: document.getElementById("comments"), form, word, trouble, ranges: shared.ranges, place: shared.place });
  const saving = saver({ form, word, trouble, signedOut, wire, written: () => write(published(view.state.doc)), told, say: state });
  const find = findBar({ word, host: bars, button, input, cut: shared.cut, beside: shared.beside, suggests: () => mode.on, fields: HEADLINES.map((name) => form.elements[name]).filter(Boolean) });
  const bar = tools({ word, host: bars, schema, edition: mount.dataset.edition, find, undo: shared.undo, redo: shared.redo, mode: { on: () => mode.on, turn } });
  const picture = pictures({ form, word, trouble });

  const keys = {
    "Mod-z": shared.undo, "Mod-y": shared.redo, "Mod-Shift-z": shared.redo,
    "Mod-b": toggleMark(schema.marks.strong), "Mod-i": toggleMark(schema.marks.emphasis),
    "Mod-Shift-k": (state, dispatch, editor) => bar.link(editor),
    "Mod-Alt-p": (state, dispatch, editor) => { picture.choose(editor); return true; },
    "Mod-f": (state, dispatch, editor) => find(editor) ?? true,
    "Mod-h": (state, dispatch, editor) => find(editor) ?? true,
    "Mod-Enter": () => document.querySelector('[data-key="ctrl+enter"]')?.click() ?? true,
    Escape: (state, dispatch, editor) => editor.dom.blur() ?? true,
    "Alt-F10": () => bar.focus() ?? true, F9: () => proposed.walk(1), "Shift-F9": () => proposed.walk(-1),
    "Alt-Shift-ArrowUp": moveBlock(-1), "Alt-Shift-ArrowDown": moveBlock(1),
    "Shift-Enter": breakLine, Enter: enter, Backspace: chainCommands(clear, backspace, letterBefore), Delete: chainCommands(clear, letterAfter), "Ctrl-Backspace": wordBefore, "Ctrl-Delete": wordAfter, Tab: step(1), "Shift-Tab": step(-1), ArrowUp: climb(-1), ArrowDown: climb(1),
    F8: (state, dispatch, editor) => walk(editor, 1), "Shift-F8": (state, dispatch, editor) => walk(editor, -1),
    "Mod-.": (state, dispatch, editor) => {
      const card = proposed.here() ?? talk.here() ?? cardHere(editor);
      card?.focus();
      return Boolean(card);
    },
  };
  const fresh = EditorState.create({
    doc: shared.first(),
    plugins: [
      menu({ word, host: mount }), signs(), parts(), typography(() => language.value, shared.cut), keymap(keys), keymap({ ...baseKeymap, Enter: chainCommands(baseKeymap.Enter) }),
      shared.plugin, numbers(), carets({ people: here.others, ranges: shared.ranges }), talk.plugin, proposed.plugin, underlines(JSON.parse(mount.dataset.findings)), lengths(), finder(), dropCursor({ class: "dropat", color: false }), gapCursor(),
    ],
  });
  view = new EditorView(sheet, {
    state: fresh,
    nodeViews: picture.nodeViews,
    attributes: () => ({ role: "textbox", "aria-multiline": "true", "aria-label": word("text"), lang: language.value, dir: direction(language.value), spellcheck: "true" }),
    transformPastedHTML: (html) => (html.includes("data-pm-slice") ? html : cleaned(html)),
    handlePaste: (editor, event) => picture.handlePaste(editor, event) || fieldPaste(editor, event),
    handleDOMEvents: { drop: picture.handleDrop, focus: () => void showCaret(), blur: () => void showCaret() },
    dispatchTransaction(given) {
      let asked = given;
      if (given.getMeta("uiEvent") === "cut") clear(view.state, (cleared) => { asked = cleared.setMeta("uiEvent", "cut"); });
      const own = asked.docChanged && !asked.getMeta("shared") && !asked.getMeta("asis");
      const tr = !own ? asked : mode.on ? suggested(view.state, asked, mount.dataset.account) : unstruck(asked);
      if (!tr) return say(word("suggestion-not"));
      // Whatever is more than typing is taken back by itself.
      const apart = own && tr.steps.some(({ slice }) => !slice || slice.openStart > 0 || slice.openEnd > 0 || slice.content.firstChild?.isBlock);
      if (apart) shared.cut();
      view.updateState(view.state.apply(tr));
      if (apart) shared.cut();
      bar.update(view);
      if (tr.getMeta("shared")) check();
      if (tr.docChanged || tr.selectionSet) showCaret();
      return undefined;
    },
  });
  const sign = document.createElement("p");
  Object.assign(sign, { className: "sug-mode", textContent: word("suggesting-on") });
  sign.setAttribute("role", "status");
  bars.append(sign);
  function turn() {
    mode.turn();
    showMode();
    bar.update(view);
  }
  function showMode() {
    sign.textContent = mode.on ? word("suggesting-on") : "";
    sign.hidden = !mode.on;
    sheet.classList.toggle("suggests", mode.on);
  }
  showMode();
  bar.update(view);
  // What the server last said of each field of the card, but for what was written here since it was asked.
  const known = new Map(Object.keys(card).map((name) => [name, form.elements[name]?.value]));
  const written = new Map();
  let writes = 0;
  form.addEventListener("input", ({ target }) => {
    if (!target.name || !(target.name in card)) return;
    wire.card(target.name, target.value, known.get(target.name));
    written.set(target.name, writes += 1);
    known.delete(target.name);
  });

  // Where this person is, for the others.
  let caretTimer = 0;
  let caretSent = "null";
  function showCaret() {
    caretTimer ||= setTimeout(() => {
      caretTimer = 0;
      const at = view.hasFocus() ? shared.place(view.state) : null;
      const text = JSON.stringify(at);
      if (text !== caretSent) wire.caret(at);
      caretSent = text;
    }, CARET_MS);
  }

  // The checks are asked at a pause, one question at a time; a window that nobody sees asks when it is looked at.
  let checkTimer = 0;
  let asking = null;
  let again = false;
  function check() {
    clearTimeout(checkTimer);
    checkTimer = setTimeout(ask, PAUSE_MS);
  }
  async function ask() {
    if (document.hidden) return;
    if (asking) again = true;
    else {
      // Of a field that was written here and had not arrived when this was asked, the answer knows nothing yet.
      const [asked, waiting] = [writes, Object.keys(card).filter(wire.waits)];
      const fresh = (name) => (written.get(name) ?? 0) <= asked && !waiting.includes(name);
      asking = question(`${form.getAttribute("action")}/words`).then((answer) => (answer.ok && !answer.redirected ? answer.json() : null)).catch(() => undefined);
      const news = await asking;
      asking = null;
      if (news) told(news, fresh);
      // No answer at all is no answer to the words as they are.
      else if (news === undefined) setTimeout(check, AGAIN_MS);
      if (again) check();
      again = false;
    }
  }
  document.addEventListener("visibilitychange", () => { if (!document.hidden) check(); });
  // Fields of the card that others changed come with the answer.
  ydoc.getMap("card").observe(() => check());
  window.addEventListener("beforeunload", (event) => { if (wire.dirty() && !leaving) event.preventDefault(); });

  // What the server says of the words it was sent.
  function told(news, fresh) {
    show(view, news.findings);
    referTo(news.findings);
    fill(news.margin, "toast" in news);
    if (news.authors) {
      here.learn(news.authors);
      proposed.refresh();
    }
    document.getElementById("tally").innerHTML = news.tally;
    document.getElementById("length").textContent = news.length;
    if (news.card) fillCard(news.card, fresh);
    // Asked before the words were made a revision, answered after: that one counts.
    if ("base" in news && news.base >= Number(form.elements.base.value)) [form.elements.base.value, form.elements.version.value] = [news.base, news.version];
    if (news.toast) say(news.toast);
    out.refresh();
  }

  // Fields that somebody else changed. What is being typed here is not written over.
  function fillCard(fields, fresh) {
    for (const [name, value] of Object.entries(fields)) {
      const field = form.elements[name];
      if (wire.waits(name) || !fresh(name)) continue;
      known.set(name, value);
      if (!field || field === document.activeElement || field.value === value) continue;
      field.value = value;
      field.dispatchEvent(new Event("filled"));
      if (name === "language") view.updateState(view.state);
    }
  }

  // New cards in the margin. Whoever is answering a finding is not interrupted, and whoever stands on a card stays on it.
  function fill(cards, answered) {
    const here = margin.contains(document.activeElement) ? document.activeElement.closest("[data-card]") : null;
    if (here?.querySelector("details[open]") && !answered) return;
    const unfolded = margin.querySelector(".more")?.open;
    margin.innerHTML = cards;
    if (unfolded && margin.querySelector(".more")) margin.querySelector(".more").open = true;
    if (here) [...margin.querySelectorAll("[data-card]")].find((card) => card.dataset.card === here.dataset.card)?.focus();
  }

  // What was done is told for ten seconds.
  function say(text) {
    const toast = document.createElement("p");
    Object.assign(toast, { className: "toast", textContent: text });
    toast.setAttribute("role", "status");
    document.querySelector(".work > .toast")?.remove();
    document.querySelector(".work").prepend(toast);
    setTimeout(() => toast.remove(), 10000);
  }

  const act = async (todo, back) => {
    await saving.send(todo);
    back?.();
  };
  let leaving = false;
  const preflight = before({
    saving, view: () => view,
    leave() {
      leaving = true;
      form.requestSubmit(document.querySelector('[form="story"][value="preflight"]'));
    },
  });
  // Buttons of the form whose answer is this same screen do not leave it.
  form.addEventListener("submit", (event) => {
    const todo = event.submitter?.value ?? "save";
    const mended = event.submitter?.matches("[data-fix]") ? mend(view, todo.replace(/^apply:/, "")) : "elsewhere";
    if (mended === "changed") say(word("words-changed"));
    if (mended !== "elsewhere") return event.preventDefault();
    if (leaving) return undefined;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (todo === "preflight" && !wire.stopped()) return preflight();
    if (!/^(save|acknowledge:|reopen:|embargo)/.test(todo)) {
      // What is on its way to the server arrives first.
      return saving.idle().then((fine) => {
        if (!fine && !wire.stopped()) return trouble(word("writing-offline"));
        leaving = true;
        // New cards may have come in the place of those that the button stood among.
        if (event.submitter?.isConnected !== false) return form.requestSubmit(event.submitter);
        const asked = Object.assign(document.createElement("input"), { type: "hidden", name: "do", value: todo });
        form.append(asked);
        return form.requestSubmit();
      });
    }
    return act(todo, () => { if (document.activeElement === document.body) view.focus(); });
  }, { capture: true });

  margin.addEventListener("click", (event) => {
    const card = event.target.closest("h3 a.ref") && event.target.closest("[data-card]");
    const place = card && placeOf(view, Number(card.id.slice(1)));
    if (!place) return;
    event.preventDefault();
    visit(view, place);
  });
  margin.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    view.focus();
  });
  sheet.addEventListener("click", (event) => {
    const mark = event.target.closest?.("[data-finding]");
    if (mark) document.getElementById(`f${mark.dataset.finding}`)?.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F8" || event.defaultPrevented || !walk(view, event.shiftKey ? -1 : 1)) return;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });

  form.addEventListener("formdata", (event) => saving.fields(event.formData));

  mount.dataset.ready = "";
  if (location.hash.length < 2) view.focus();
  return {
    check,
    focus: () => view.focus(),
    heed: () => heed(view),
    talk: talk.refresh,
    moved() {
      moved(view);
      proposed.refresh();
    },
    // Words of this browser for which there was no room in the document.
    putAtEnd: shared.putAtEnd,
    crossed: crossings({ form, word, story: mount.dataset.story }),
    // Somebody made a revision of the words: what is typed from here on goes on from it.
    saved({ number, text, own }) {
      form.elements.base.value = number;
      document.getElementById("unsaved")?.remove();
      if (!own) say(text);
    },
  };
}

const mount = document.getElementById("editor");
if (mount) begin(mount);
