// The editor: takes the place of the form's text areas where this script runs. The form around it stays what it is: the
// same buttons, the same names, the words in one field instead of many.
import { baseKeymap, chainCommands, toggleMark } from "prosemirror-commands";
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { EditorState, Plugin, Selection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { backspace, breakLine, enter, insertBlock, moveBlock, numbers, step } from "./blocks.js";
import { cleaned } from "./clean.js";
import { reader, writer } from "./content.js";
import { findBar, finder } from "./find.js";
import { cardHere, mend, placeOf, show, underlines, visit, walk } from "./findings.js";
import { keeper } from "./keeper.js";
import { menu } from "./menu.js";
import { pictures } from "./pictures.js";
import { makeSchema } from "./schema.js";
import { button, input, tools } from "./tools.js";
import { typography } from "./typography.js";

const RIGHT_TO_LEFT = /^(ar|fa|ur|he|ps|ckb|sd|ug|yi|dv)\b/i;

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
  view.dispatch(view.state.tr.insertText(text.replace(/\s*[\r\n]+\s*/g, " ").trim()).scrollIntoView().setMeta("paste", true));
  return true;
};

function mountEditor(mount) {
  const form = mount.closest("form");
  const given = JSON.parse(mount.dataset.document);
  const words = JSON.parse(mount.dataset.words);
  const word = (key) => words[key] ?? key;
  const schema = makeSchema(word);
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

  const trouble = (text) => {
    const ban = document.getElementById("trouble");
    if (ban.textContent !== text) ban.textContent = text;
    ban.hidden = !text;
  };
  let view = null;
  const keep = keeper({ form, mount, word, trouble, written: () => write(view.state.doc), told });
  const find = findBar({ word, host: bars, button, input });
  const bar = tools({ word, host: bars, schema, find });
  const picture = pictures({ form, word, trouble });

  const keys = {
    "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo,
    "Mod-b": toggleMark(schema.marks.strong), "Mod-i": toggleMark(schema.marks.emphasis),
    "Mod-Shift-k": (state, dispatch, editor) => bar.link(editor),
    "Mod-f": (state, dispatch, editor) => find(editor) ?? true,
    "Mod-h": (state, dispatch, editor) => find(editor) ?? true,
    "Mod-Enter": () => document.querySelector('[data-key="ctrl+enter"]')?.click() ?? true,
    Escape: (state, dispatch, editor) => editor.dom.blur() ?? true,
    "Alt-F10": () => bar.focus() ?? true,
    "Alt-Shift-ArrowUp": moveBlock(-1), "Alt-Shift-ArrowDown": moveBlock(1),
    "Shift-Enter": breakLine, Enter: enter, Backspace: backspace, Tab: step(1), "Shift-Tab": step(-1),
    F8: (state, dispatch, editor) => walk(editor, 1), "Shift-F8": (state, dispatch, editor) => walk(editor, -1),
    "Mod-.": (state, dispatch, editor) => {
      const card = cardHere(editor);
      card?.focus();
      return Boolean(card);
    },
  };
  const doc = reader(schema).doc(given);
  const state = EditorState.create({
    doc: doc.childCount > (given.lead ? 4 : 3) ? doc : doc.copy(doc.content.addToEnd(schema.nodes.paragraph.create())),
    plugins: [
      menu({ word, host: mount }), signs(), typography(() => language.value), keymap(keys), keymap({ ...baseKeymap, Enter: chainCommands(baseKeymap.Enter) }),
      history({ newGroupDelay: 600 }), numbers(given), underlines(JSON.parse(mount.dataset.findings)), finder(), dropCursor({ class: "dropat", color: false }), gapCursor(),
    ],
  });
  view = new EditorView(sheet, {
    state,
    nodeViews: picture.nodeViews,
    attributes: () => ({ role: "textbox", "aria-multiline": "true", "aria-label": word("text"), lang: language.value, dir: RIGHT_TO_LEFT.test(language.value) ? "rtl" : "ltr", spellcheck: "true" }),
    transformPastedHTML: (html) => (html.includes("data-pm-slice") ? html : cleaned(html)),
    handlePaste: (editor, event) => picture.handlePaste(editor, event) || fieldPaste(editor, event),
    handleDrop: picture.handleDrop,
    dispatchTransaction(tr) {
      view.updateState(view.state.apply(tr));
      bar.update(view);
      if (tr.docChanged) keep.touch();
    },
  });
  bar.update(view);
  form.addEventListener("input", (event) => { if (event.target.name) keep.touch(); });

  // What the server says of the words it was sent.
  function told(news) {
    show(view, news.findings);
    fill(news.margin, "toast" in news);
    document.getElementById("tally").innerHTML = news.tally;
    document.getElementById("length").textContent = news.length;
    if ("others" in news) document.getElementById("others").textContent = news.others ?? "";
    if ("newer" in news) {
      const ban = document.getElementById("newer");
      if (ban.textContent !== (news.newer ?? "")) ban.textContent = news.newer ?? "";
      ban.hidden = !news.newer;
    }
    if (news.toast) say(news.toast);
  }

  // New cards in the margin. Whoever is answering a finding is not interrupted, and whoever stands on a card stays on it.
  function fill(cards, answered) {
    const here = margin.contains(document.activeElement) ? document.activeElement.closest("[data-card]") : null;
    if (here?.querySelector("details[open]") && !answered) return;
    margin.innerHTML = cards;
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
    await keep.send(todo);
    back?.();
  };
  let leaving = false;
  // Buttons of the form whose answer is this same screen do not leave it.
  form.addEventListener("submit", (event) => {
    const todo = event.submitter?.value ?? "save";
    const fix = event.submitter?.matches("[data-fix]") ? todo.match(/^apply:(.*):(\d+)$/) : null;
    if (fix && mend(view, fix[1], Number(fix[2]))) return event.preventDefault();
    if (leaving) return undefined;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!/^(save|acknowledge:|reopen:|embargo)/.test(todo)) {
      // What is on its way to the server arrives first: two saves of one draft must not overtake each other.
      return keep.idle().then(() => {
        leaving = true;
        form.requestSubmit(event.submitter);
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

  const take = (copy) => {
    const made = reader(schema).doc(copy.document);
    view.dispatch(view.state.tr.replaceWith(0, view.state.doc.content.size, made.content));
    view.dispatch(view.state.tr.setSelection(Selection.atEnd(view.state.doc)));
    keep.take(copy);
  };
  const copy = keep.found();
  if (copy?.goesOn) take(copy);
  else if (copy) offer(copy);
  function offer(found) {
    const ban = document.createElement("p");
    ban.className = "ban";
    ban.setAttribute("role", "status");
    ban.append(word("writing-found").replace("{time}", new Date(found.at).toTimeString().slice(0, 5)), " ",
      button(word("writing-take"), () => { ban.remove(); take(found); }), " ", button(word("writing-drop"), () => { ban.remove(); keep.drop(); }));
    ban.querySelectorAll("button").forEach((one) => { one.className = "lnk"; });
    document.getElementById("trouble").before(ban);
  }

  mount.dataset.ready = "";
  if (location.hash.length < 2) view.focus();
}

const mount = document.getElementById("editor");
if (mount) mountEditor(mount);
