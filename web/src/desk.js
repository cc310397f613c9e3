// Keys of the desk. Every screen works without this file: it only presses what is already on the page.
import { access, get } from "./access.js";
import { board } from "./board.js";
import { dates } from "./dates.js";
import { direct } from "./direct.js";
import { focus } from "./focus.js";
import { fonts } from "./fonts.js";
import { front } from "./front.js";
import { keysDialog } from "./keys.js";
import { mentions } from "./mentions.js";
import { afterPaint, frames } from "./paint.js";
import { palette } from "./palette.js";
import { follow } from "./parts.js";
import { passkeys } from "./passkeys.js";
import { planning } from "./planning.js";

access();
fonts();
frames();
dates();
(() => {
  const list = document.querySelector("[data-list]");
  const letters = !document.documentElement.hasAttribute("data-no-letters");
  const typing = (node) => node.closest("input,textarea,select,[contenteditable]") !== null;
  const first = (selector) => document.querySelector(selector);
  const press = (key) => {
    const all = [...document.querySelectorAll(`[data-key="${key}"]`)].filter((one) => !one.closest("[inert]"));
    // What lies over the screen is what is meant.
    const target = all.find((one) => one.closest(".veil")) ?? all[0];
    if (target) target.click();
    return Boolean(target);
  };
  const go = { a: "/stories", d: "/items", l: "/live", p: "/planning", u: "/fronts", m: "/media", r: "/settings" };
  let leading = 0;
  let onBoard = () => false;

  // Latin letters by what was typed; on other layouts by the place of the key.
  const letter = (event) => {
    if (event.key === " " && !event.target.closest("button,summary,a:not([data-row] a),[role=button]")) return "space";
    // The row of figures, where a keyboard has signs or other figures on it.
    if (/^Digit[1-9]$/.test(event.code) && !event.shiftKey) return event.code[5];
    if (/^[\x21-\x7e]$/.test(event.key)) return event.key.toLowerCase();
    return /^Key[A-Z]$/.test(event.code) ? event.code[3].toLowerCase() : "";
  };

  const rows = () => [...document.querySelectorAll("[data-row]")];
  const place = () => {
    const here = document.activeElement && document.activeElement.closest("[data-row]");
    return here || first("[data-row][aria-current]");
  };
  const visit = (row) => {
    const link = row && row.querySelector("a");
    if (link) link.focus();
    return Boolean(link);
  };
  const step = (by) => {
    const all = rows();
    const at = all.indexOf(place());
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
    return visit(all[next]);
  };
  const column = (by) => {
    const columns = [...document.querySelectorAll(".col,section.day")].filter((col) => col.querySelector("[data-row]"));
    const at = columns.indexOf(place()?.closest(".col,section.day"));
    const next = columns[at < 0 ? 0 : Math.min(columns.length - 1, Math.max(0, at + by))];
    return next ? visit(next.querySelector("[data-row]")) : false;
  };
  // In a grid arrows go to what lies there.
  const across = (by) => {
    const all = rows();
    const here = place();
    if (!here) return visit(all[0]);
    const top = (row) => Math.round(row.getBoundingClientRect().top);
    const wide = all.filter((row) => top(row) === top(all[0])).length || 1;
    const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(here) + by * wide))];
    return visit(next);
  };
  const urgent = () => {
    const all = rows();
    const from = all.indexOf(place());
    const next = all.slice(from + 1).concat(all).find((row) => row.classList.contains("hot"));
    return visit(next);
  };

  const cards = () => [...document.querySelectorAll("[data-card]")];
  // Those that somebody answered for are passed over.
  const open = () => cards().filter((it) => it.querySelector("h3 a.ref") && !it.classList.contains("card-ok"));
  let card = -1;
  const check = (by) => {
    const all = open();
    if (all.length === 0) return false;
    card = (card + by + all.length) % all.length;
    const words = document.querySelector(all[card].querySelector("h3 a.ref").getAttribute("href").replace(/\./g, "\\."));
    if (!words) return false;
    for (let fold = words.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    words.scrollIntoView({ block: "center" });
    if (!words.matches("input,textarea,select")) words.setAttribute("tabindex", "-1");
    words.focus({ preventScroll: true });
    return true;
  };
  const enterCard = () => {
    const all = open();
    const it = all[Math.max(0, card)];
    if (it) it.focus();
    return Boolean(it);
  };

  const panes = (by) => {
    const all = [...document.querySelectorAll(".rail,.head,.out,.pane,.col,.dlg")].filter((pane) => !pane.closest("[inert]"));
    const at = all.findIndex((pane) => pane.contains(document.activeElement));
    const next = all[(at + by + all.length) % all.length];
    if (!next) return false;
    const target = next.querySelector("a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex]");
    if (target) target.focus();
    return Boolean(target);
  };

  const escape = () => {
    const node = document.activeElement;
    if (press("escape")) return true;
    if (node && typing(node)) {
      node.blur();
      return true;
    }
    return false;
  };

  const single = (key) => {
    const inCard = document.activeElement && document.activeElement.closest("[data-card]");
    if (Date.now() - leading < 1500 && go[key]) {
      location.assign(go[key]);
      return true;
    }
    leading = key === "g" ? Date.now() : 0;
    if (onBoard(key)) return true;
    switch (key) {
      case "g": return true;
      case "?": help(); return true;
      case "/": return focusFilter();
      case "j": return list ? step(1) : false;
      case "k": return list ? step(-1) : false;
      case "h": return column(document.dir === "rtl" ? 1 : -1);
      case "l": return column(document.dir === "rtl" ? -1 : 1);
      case "u": return urgent();
      case "a": {
        const ack = inCard && inCard.querySelector("[data-ack]");
        if (!ack) return showFirst(key) || press(key);
        ack.parentElement.open = true;
        ack.parentElement.querySelector("textarea").focus();
        return true;
      }
      case "n": {
        const link = first('a[aria-keyshortcuts="n"]');
        if (link) link.click();
        return Boolean(link);
      }
      default: {
        const point = [...document.querySelectorAll(".dlg .pf a kbd")].find((it) => it.textContent === key);
        if (point) {
          point.closest("a").click();
          return true;
        }
        return showFirst(key) || press(key);
      }
    }
  };
  // A key acts on what is shown: on another row, it shows that one.
  const showFirst = (key) => {
    const row = document.activeElement?.closest("[data-row]");
    const acts = first("#preview[data-keys]")?.dataset.keys.split(" ").includes(key);
    if (!row || !acts || row.hasAttribute("aria-current")) return false;
    row.querySelector("a").click();
    return true;
  };
  const focusFilter = () => {
    const field = first("[data-filter]");
    if (field) field.focus();
    return Boolean(field);
  };

  const commands = first("#palette") && palette(first("#palette"));
  document.querySelectorAll("[data-palette]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", commands);
  });

  const keys = first("#keys");
  const help = keys ? keysDialog(keys) : () => location.assign("/keys");
  document.querySelectorAll("a[data-keys]").forEach((link) => link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    help();
  }));

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    const control = event.ctrlKey || event.metaKey;
    let done = false;
    if (event.key === "F8") done = check(event.shiftKey ? -1 : 1);
    else if (event.key === "F6") done = panes(event.shiftKey ? -1 : 1);
    else if (event.key === "F1") { help(); done = true; }
    else if (event.key === "Escape") done = escape();
    else if (control && event.altKey && letter(event) === "m") done = press("ctrl+alt+m");
    else if (control && event.altKey && letter(event) === "s") done = press("ctrl+alt+s");
    else if (control && event.key === "Enter") done = (event.shiftKey && press("ctrl+shift+enter")) || press("ctrl+enter");
    else if (control && event.key === ".") done = enterCard();
    else if (control && !event.shiftKey && letter(event) === "k" && commands) { commands(); done = true; }
    else if (control && letter(event) === "s") {
      const save = first('button[form="story"][value="save"]');
      if (save) { save.click(); done = true; }
    } else if (event.key === "Enter" && event.target.matches("[data-card]")) {
      const fix = event.target.querySelector("[data-fix]");
      if (fix) { fix.click(); done = true; }
    } else if (list?.hasAttribute("data-grid") && !control && !typing(event.target) && event.target.closest("[data-row]") && /^Arrow/.test(event.key)) {
      const on = document.dir === "rtl" ? -1 : 1;
      done = event.key === "ArrowDown" ? across(1) : event.key === "ArrowUp" ? across(-1) : step(event.key === "ArrowRight" ? on : -on);
    } else if (list && !typing(event.target) && (event.key === "ArrowDown" || event.key === "ArrowUp") && place()) {
      done = step(event.key === "ArrowDown" ? 1 : -1);
    } else if (letters && !control && !event.altKey && !typing(event.target)) {
      done = single(letter(event));
    }
    if (done) event.preventDefault();
  });

  // The clocks go on.
  const faces = [...document.querySelectorAll("[data-clock]")].map((face) => [
    face,
    new Intl.DateTimeFormat("en-GB", { timeZone: face.dataset.clock, hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false }),
  ]);
  if (faces.length) setInterval(() => faces.forEach(([face, format]) => { face.textContent = format.format(new Date()); }), 1000);

  // What arrives on the wire is told at once, and shown when somebody asks for it.
  const fresh = first("[data-live]");
  if (fresh) {
    let last = Number(fresh.dataset.live);
    let shown = last;
    const asked = location.search.slice(1);
    follow(() => `/wires/news?${asked}&after=${shown}&seen=${last}`, null, (news) => {
      last = news.last;
      fresh.hidden = news.count === 0;
      fresh.textContent = news.text;
    });
    fresh.addEventListener("click", async () => {
      const answer = await get(location.href, { own: true }).catch(() => null);
      if (!answer) return undefined;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const [old, now] = [document.querySelector("[data-list]"), page.querySelector("[data-list]")];
      if (!old || !now) return location.reload();
      old.replaceWith(document.adoptNode(now));
      shown = Number(page.querySelector("[data-live]").dataset.live);
      last = shown;
      fresh.hidden = true;
    });
  }

  // What was done is told for ten seconds.
  const toast = first("[data-toast]");
  if (toast) setTimeout(() => toast.classList.add("gone"), 10000);

  passkeys();

  const stories = first("[data-follow]");
  if (stories) onBoard = board(stories);

  const talk = first("#comments");
  if (talk) mentions(talk);

  const calendar = first("[data-planning]");
  if (calendar) planning(calendar);

  const coverage = first("[data-coverage]");
  if (coverage) onBoard = direct(coverage);

  // What stands before a list folds away where panes stand one below the other.
  const narrow = matchMedia("(max-width: 64rem)");
  const fold = () => document.querySelectorAll("details[data-fold]").forEach((it) => { it.open = !narrow.matches; });
  fold();
  narrow.addEventListener("change", fold);

  const picture = first("form[data-focus]");
  if (picture) focus(picture);

  const flatplan = first("[data-front]");
  if (flatplan) front(flatplan);

  // The editor takes the place of the text areas; where it cannot be loaded they stay.
  const editor = first("#editor[data-script]");
  if (editor) afterPaint(() => { import(editor.dataset.script).catch(() => {}); });

  // How many letters a field has; where there is room for so many, whoever does not see it hears when it is full.
  function tellCount(count, field) {
    const n = [...field.value].length;
    const { most, said, long, told } = count.dataset;
    count.textContent = most ? `${n} / ${most}` : n;
    if (!most) return;
    const over = n > most;
    const words = (over ? long : said).replace("{n}", n);
    document.getElementById(`${field.id}-n`).textContent = words;
    if (over !== count.classList.contains("amb")) document.getElementById(told).textContent = over ? `${count.parentElement.firstElementChild.textContent}. ${words}` : "";
    count.classList.toggle("amb", over);
  }

  // Words that were not saved are not lost by a slip of the hand.
  const form = first("form[data-guard]");
  if (form) {
    let dirty = false;
    form.addEventListener("input", () => { dirty = form.hasAttribute("data-guard"); });
    form.addEventListener("submit", () => { dirty = false; });
    window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
    document.querySelectorAll("[data-count]").forEach((count) => {
      const field = document.getElementById(count.dataset.count);
      if (field) ["input", "filled"].forEach((event) => field.addEventListener(event, () => tellCount(count, field)));
    });
  }
})();
