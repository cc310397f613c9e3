// The palette (Ctrl K): every screen, every action and field of the screen that is open, and stories and wires by their
// words. It holds no list of its own: it presses what is on the page, and asks the lists that are screens already.
import { get } from "./access.js";

const MAX = 40;
const PAUSE_MS = 150;
// What the first sign narrows the question to.
const SCOPES = { ">": ["command", "screen"], "@": ["person"], "#": ["topic"], ":": ["time"] };

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
const got = (path, signal) => get(path, { signal });

// The front as it was at an hour: today's, or yesterday's where today has not come to it.
export function frontAt(typed, zone, now = new Date()) {
  const hour = /^(\d{1,2})[:h.](\d{2})$/.exec(typed.trim());
  if (!hour || hour[1] > 23 || hour[2] > 59) return null;
  const time = `${hour[1].padStart(2, "0")}:${hour[2]}`;
  const local = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  const day = (at) => local.format(at).slice(0, 10);
  const passed = time <= local.format(now).slice(11, 16);
  return { time, at: `${passed ? day(now) : day(now.getTime() - 86_400_000)}T${time}` };
}

// Letters without accents, marks and the several forms of one Arabic letter.
export const plain = (text) =>
  text.normalize("NFD").replace(/[\p{M}\u0640]/gu, "").toLowerCase()
    .replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/œ/g, "oe").replace(/[’']/g, "'");

// How well one word is in `text`: as it is, at the start of a word before within one; else its letters in their order,
// close to one another. 0 is not at all.
const worth = (word, text) => {
  const at = text.indexOf(word);
  if (at === 0) return 100;
  if (at > 0) return /[\p{L}\p{N}]/u.test(text[at - 1]) ? 60 : 90;
  let from = -1;
  let gaps = 0;
  for (const letter of word) {
    const next = text.indexOf(letter, from + 1);
    if (next < 0) return 0;
    gaps += from < 0 ? 0 : next - from - 1;
    from = next;
  }
  return word.length < 2 || gaps > word.length * 2 ? 0 : 50 - gaps;
};

// Every word of the question must be there; shorter names win.
export const score = (question, text) => {
  const words = plain(question).split(/\s+/).filter(Boolean);
  const name = plain(text);
  let sum = 0;
  for (const word of words) {
    const one = worth(word, name);
    if (one === 0) return 0;
    sum += one;
  }
  return words.length ? sum / words.length - Math.min(name.length, 200) / 100 : 1;
};

const words = (node) => {
  const copy = node.cloneNode(true);
  copy.querySelectorAll("kbd,svg,input,select,textarea").forEach((it) => it.remove());
  return (node.getAttribute("aria-label") || copy.textContent || node.title || "").replace(/\s+/g, " ").trim();
};
const keysOf = (node) => [...node.querySelectorAll("kbd")].map((it) => it.textContent).join(" ");
const usable = (node) =>
  node.getClientRects().length > 0 && !node.closest("[inert],[hidden],[aria-hidden=true],#palette") && !node.disabled &&
  node.getAttribute("aria-disabled") !== "true";
// What it belongs to, so that two buttons of one name are told apart.
const around = (node) => {
  const part = node.closest("article,li,tr,section,aside,.dlg");
  const title = part && part.querySelector("h1,h2,h3,th[scope=row],b");
  return title && !title.contains(node) ? words(title) : "";
};

export function palette(dialog) {
  const field = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  const none = dialog.querySelector("[data-none]");
  let fixed = [];
  let found = [];
  let foundFor = "";
  let shown = [];
  let at = 0;
  let asked = null;
  let waiting = 0;

  const here = () => {
    const all = [];
    const add = (selector, kind, run) => document.querySelectorAll(selector).forEach((node) => {
      const name = words(node);
      if (name && usable(node)) all.push({ kind, name, hint: around(node), keys: keysOf(node), run: () => run(node) });
    });
    const press = (node) => node.click();
    add(".head button:not([data-palette]),.work button,.dlg button,.head a.btn,.work a.btn,.dlg a.btn,.work a.lnk,.dlg a.lnk,.seg a,.tabs a,summary",
      "command", press);
    add(".head label[for],.work label[for],.dlg label[for]", "field", (node) => {
      const field = document.getElementById(node.htmlFor);
      for (let fold = field && field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      if (field) field.focus();
    });
    add(".work [data-row] a", "listEntry", press);
    // Last: nobody leaves by pressing Enter too early.
    add(".rail button", "command", press);
    const seen = new Set();
    return all.filter((one) => {
      const key = `${one.kind} ${one.name} ${one.hint}`;
      return !seen.has(key) && seen.add(key);
    });
  };
  const screens = () => [...dialog.querySelectorAll("[data-screens] a")].map((link) => ({
    kind: "screen", name: words(link), hint: "", keys: keysOf(link.parentElement), run: () => location.assign(link.href),
  }));

  // Rows of a list that is a screen.
  const rowsOf = (html, kind) => {
    return [...parsed(html).querySelectorAll("[data-row]")].map((row) => {
      const link = row.querySelector("a");
      const slug = row.querySelector(".slug");
      return {
        kind, name: words(link), hint: slug && !link.contains(slug) ? words(slug) : "", keys: "",
        lang: link.lang, run: () => location.assign(link.getAttribute("href")),
      };
    });
  };
  // Whose work stories are: the choice that their list has.
  const people = async (signal) => {
    const page = parsed(await (await got("/stories/list", signal)).text());
    return [...page.querySelectorAll("select[name=assignee] option")].filter((it) => !/^(|me|nobody)$/.test(it.value)).map((it) => ({
      kind: "person", name: words(it), hint: dialog.dataset.story, keys: "", run: () => location.assign(`/stories/list?assignee=${encodeURIComponent(it.value)}`),
    }));
  };
  const topics = async (signal) => (await (await got("/topics", signal)).json()).topics.map(({ name, told }) => ({
    kind: "topic", name, hint: told, keys: "", run: () => location.assign(`/stories/list?text=${encodeURIComponent(name)}`),
  }));
  const times = (typed) => [...dialog.querySelectorAll("[data-zone]")].flatMap((link) => {
    const front = frontAt(typed, link.dataset.zone);
    const name = front && `${front.time} · ${words(link.querySelector("bdi"))}`;
    return front ? [{ kind: "time", name, hint: front.at.slice(0, 10), keys: "", run: () => location.assign(`${link.getAttribute("href")}?at=${encodeURIComponent(front.at)}`) }] : [];
  });
  const ask = async (question) => {
    if (asked) asked.abort();
    const mine = new AbortController();
    asked = mine;
    const one = async (path, kind) => rowsOf(await (await got(path + encodeURIComponent(question), mine.signal)).text(), kind);
    const scope = question[0];
    const lists = [];
    if (scope === "@") lists.push(people(mine.signal));
    else if (scope === "#") lists.push(topics(mine.signal));
    else lists.push(one("/stories/list?text=", "story"), ...(question ? [one("/items?text=", "item")] : []));
    // A list that does not answer is left out: the others are still of use.
    const done = await Promise.allSettled(lists);
    if (asked !== mine || mine.signal.aborted) return;
    foundFor = question;
    found = done.flatMap((it) => (it.status === "fulfilled" ? (SCOPES[scope] ? it.value : it.value.slice(0, 12)) : []));
    show();
  };

  const show = () => {
    const typed = field.value.trim();
    const only = SCOPES[typed[0]];
    const question = only ? typed.slice(1).trim() : typed;
    const of = (one) => Math.max(score(question, one.name), 0.8 * score(question, `${one.name} ${one.hint} ${dialog.dataset[one.kind]}`));
    const pool = [...fixed, ...found].filter(({ kind }) => !only || only.includes(kind));
    const before = shown[at];
    // What a list found for these words is there because of them, even where its headline does not say them.
    const ranked = typed[0] === ":" ? times(question).map((one) => [one, 1]) : pool.map((one) => [one, of(one) || (found.includes(one) && foundFor === question ? 1 : 0)]).filter(([, is]) => is > 0);
    if (question && typed[0] !== ":") ranked.sort((a, b) => b[1] - a[1]);
    const same = new Set();
    shown = ranked.map(([one]) => one).filter((one) => {
      const key = one.kind === "listEntry" || one.kind === "story" ? one.name : `${one.kind} ${one.name} ${one.hint}`;
      return !same.has(key) && same.add(key);
    }).slice(0, MAX);
    // An answer that comes late does not take the choice away.
    at = Math.max(0, shown.indexOf(before));
    list.replaceChildren(...shown.map(option));
    const empty = shown.length === 0;
    none.hidden = !empty;
    none.textContent = !empty ? "" : typed[0] === ":" ? none.dataset.time : none.dataset.none;
    list.hidden = empty;
    mark();
  };
  const option = (one, number) => {
    const row = document.createElement("li");
    row.id = `palette-${number}`;
    row.setAttribute("role", "option");
    const cell = (text, name) => {
      const part = document.createElement("span");
      part.className = name;
      // Names in another direction stand where the others begin.
      part.append(document.createElement("bdi"));
      part.firstElementChild.textContent = text;
      row.append(part);
      return part;
    };
    cell(dialog.dataset[one.kind], "mut");
    const name = cell(one.name, "pal-n b");
    if (one.lang) name.firstElementChild.lang = one.lang;
    cell(one.hint, "pal-w mut");
    const keys = cell("", "nw");
    if (one.keys) {
      const key = document.createElement("kbd");
      [key.textContent, key.dir] = [one.keys, "ltr"];
      keys.append(key);
    }
    row.addEventListener("click", () => run(one));
    return row;
  };
  const mark = () => {
    [...list.children].forEach((row, number) => row.setAttribute("aria-selected", String(number === at)));
    const row = list.children[at];
    if (row) {
      field.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-expanded", String(Boolean(row)));
  };
  const run = (one) => {
    dialog.close();
    one.run();
  };

  field.addEventListener("input", () => {
    at = 0;
    shown = [];
    show();
    clearTimeout(waiting);
    const question = field.value.trim();
    // People and topics are read once and narrowed here.
    const scope = question[0];
    if (/[@#]/.test(scope) && foundFor[0] === scope) return;
    if (!/[>:]/.test(scope)) waiting = setTimeout(() => ask(question), PAUSE_MS);
  });
  dialog.addEventListener("keydown", (event) => {
    // Keys of the screen below are not meant while the palette is open.
    event.stopPropagation();
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && shown.length) at = (at + step + shown.length) % shown.length;
    else if (event.key === "Enter" && shown[at]) return event.preventDefault(), run(shown[at]);
    // The browser closes it too, some moments later: a key pressed at once would not be the screen's yet.
    else if (event.key === "Escape" || ((event.ctrlKey || event.metaKey) && event.code === "KeyK")) dialog.close();
    else return;
    event.preventDefault();
    mark();
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => {
    clearTimeout(waiting);
    if (asked) asked.abort();
  });

  return () => {
    fixed = [...screens(), ...here()];
    [found, foundFor, shown, at, field.value] = [[], "", [], 0, ""];
    dialog.showModal();
    field.focus();
    show();
    ask("");
  };
}
