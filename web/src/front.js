// The flatplan by keyboard and by hand. Every step is a button or a link of the page: this presses them without loading
// the page anew, and shows what others do meanwhile. Nothing changes under somebody who holds a story or writes.

import { ask, get, out } from "./access.js";
import { follow, swapParts } from "./parts.js";

export function front(root) {
  const address = root.dataset.front;
  const say = root.querySelector("[data-say]");
  const all = (selector) => [...root.querySelectorAll(selector)];
  const slots = () => all("[data-slot]");
  const slotOf = (node) => node && node.closest("[data-slot]");
  const here = () => slotOf(document.activeElement);
  // What the keyboard stands on: the story, or where it can be put.
  const handle = (slot) => slot.querySelector("[data-put]:not([hidden])") || slot.querySelector("[data-pick]");
  let held = null;
  let waiting = false;
  let busy = false;

  const tell = (text) => { say.textContent = ""; say.textContent = text; };
  const show = (holding) => {
    root.classList.toggle("holding", holding);
    all("[data-put]").forEach((button) => { button.hidden = !holding; });
  };
  const hold = (story, node) => {
    const field = root.querySelector("[data-held]");
    if (!field) return;
    const link = node.matches("[data-pick]") ? node : node.querySelector("[data-pick]");
    held = { story, from: slotOf(node)?.dataset.slot, row: node.closest("[data-row]")?.dataset.story };
    field.value = story;
    all("[data-story]").forEach((it) => it.classList.toggle("drag", it.dataset.story === story));
    show(true);
    tell(root.dataset.holding.replace("%", link.textContent.trim()));
  };
  const letGo = (focus) => {
    if (!held) return;
    const { from, row } = held;
    held = null;
    show(false);
    all(".drag,.drop").forEach((it) => it.classList.remove("drag", "drop"));
    if (focus) {
      const slot = from !== undefined && slots().find((it) => it.dataset.slot === from);
      const node = slot ? handle(slot) : row && root.querySelector(`[data-row][data-story="${row}"] a`);
      if (node) node.focus();
      tell(root.dataset.putBack);
    }
    if (waiting) look();
  };

  // The parts of a fresh page take the place of those that are shown. Focus stays where it was.
  const swap = (html, focus) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    if (!page.querySelector("[data-front]")) return location.reload();
    const spot = focus ?? here()?.dataset.slot;
    const id = document.activeElement?.id;
    const writing = root.querySelector("#panel")?.contains(document.activeElement);
    swapParts(page, (part) => part.dataset.part === "side" && writing);
    const state = page.querySelector("[data-state]");
    if (state) document.querySelector("[data-state]").textContent = state.textContent;
    draggable();
    const slot = spot && slots().find((it) => it.dataset.slot === spot);
    const node = slot ? handle(slot) : id && document.getElementById(id);
    if (node && !root.contains(document.activeElement)) node.focus();
  };

  const send = async (form, button, focus) => {
    if (busy) return;
    busy = true;
    const body = new URLSearchParams(new FormData(form));
    if (button?.name) body.append(button.name, button.value);
    try {
      const answer = await ask(form.action, { method: "POST", body });
      const html = await answer.text();
      // What was refused is shown as it was answered; else this page anew, with what was looked for in it.
      swap(answer.ok ? await (await get(location.href, { own: true })).text() : html, focus);
      held = null;
      show(false);
      const page = new DOMParser().parseFromString(html, "text/html");
      const told = page.querySelector("[data-part=told] [role=alert] p") || page.querySelector("[data-toast]");
      if (told) tell(told.textContent.trim());
    } catch {
      if (!out()) tell(root.dataset.lost);
    }
    busy = false;
  };

  root.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-quiet]")) return;
    event.preventDefault();
    send(event.target, event.submitter, slotOf(event.submitter)?.dataset.slot);
  });
  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-pick]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const slot = slotOf(link);
    hold(link.dataset.pick, link);
    const target = slot || slots()[0];
    const put = target && target.querySelector("[data-put]");
    if (put) put.focus();
  });

  // Left and right, up and down as they are on the screen, whatever the direction of the script.
  const next = (slot, key) => {
    const box = (it) => it.getBoundingClientRect();
    const a = box(slot);
    const along = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[key];
    const level = key === "ArrowLeft" || key === "ArrowRight";
    const far = (b) => (level ? (along > 0 ? b.left - a.right : a.left - b.right) : (along > 0 ? b.top - a.bottom : a.top - b.bottom));
    const aside = (b) => (level ? Math.max(b.top - a.bottom, a.top - b.bottom, 0) : Math.max(b.left - a.right, a.left - b.right, 0));
    const begins = document.dir === "rtl" ? "right" : "left";
    const off = (b) => (level ? Math.abs(b.top - a.top) : Math.abs(b[begins] - a[begins]));
    const found = slots().filter((it) => it !== slot && handle(it) && far(box(it)) > -2)
      .map((it) => [it, far(box(it)) + 4 * aside(box(it)) + 0.1 * off(box(it))]).sort((x, y) => x[1] - y[1]);
    return found[0]?.[0];
  };
  const letters = !document.documentElement.hasAttribute("data-no-letters");
  root.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const slot = here();
    if (event.key === "Escape" && held) {
      letGo(true);
    } else if (slot && event.key.startsWith("Arrow")) {
      const to = next(slot, event.key);
      if (to) handle(to).focus();
    } else if (slot && (event.key === "Delete" || event.key === "Backspace")) {
      slot.querySelector("[data-empty]")?.click();
    } else if (slot && letters && (event.code === "KeyE" || event.key === "e") && !event.shiftKey) {
      slot.querySelector("[data-dress]")?.click();
    } else if (slot && letters && event.shiftKey && (event.code === "KeyP" || event.key === "P")) {
      slot.querySelector("[data-pin]")?.click();
    } else return;
    event.preventDefault();
  });

  // By hand.
  const draggable = () => {
    if (root.querySelector("[data-held]")) all("[data-story]").forEach((it) => { it.draggable = true; });
  };
  root.addEventListener("dragstart", (event) => {
    const node = event.target.closest("[data-story]");
    if (!node) return;
    event.dataTransfer.setData("text/plain", node.dataset.story);
    event.dataTransfer.effectAllowed = "move";
    // A browser that draws the page anew in the same moment ends the drag.
    setTimeout(() => hold(node.dataset.story, node));
  });
  root.addEventListener("dragover", (event) => {
    const slot = held && slotOf(event.target);
    all(".drop").forEach((it) => it !== slot && it.classList.remove("drop"));
    if (!slot) return;
    event.preventDefault();
    slot.classList.add("drop");
  });
  root.addEventListener("drop", (event) => {
    const slot = held && slotOf(event.target);
    if (!slot) return;
    event.preventDefault();
    slot.querySelector("[data-put]").click();
  });
  root.addEventListener("dragend", () => { if (!busy) letGo(false); });

  // What others do is shown as they do it, once nobody is in the way.
  const look = async () => {
    if (held || busy) { waiting = true; return; }
    waiting = false;
    try {
      const answer = await get(location.href, { own: true });
      if (!held && !busy) swap(await answer.text());
    } catch {
      // The next round tries again.
    }
  };
  const question = () => {
    const { version, entry, scheduled } = root.querySelector("[data-part=told]").dataset;
    return `${address}/news?version=${version}&live=${entry}&scheduled=${scheduled}`;
  };
  // Where the last form was about one place, the work goes on there.
  const opened = new URL(location.href);
  const last = slots().find((it) => it.dataset.slot === opened.searchParams.get("at"));
  if (last) handle(last).focus();
  ["pick", "done", "at"].forEach((name) => opened.searchParams.delete(name));
  history.replaceState(null, "", opened);
  const picked = root.querySelector("[data-held]")?.value;
  const row = picked && root.querySelector(`[data-story="${picked}"]`);
  if (row) hold(picked, row);
  draggable();
  let asked = "";
  follow(() => { asked = question(); return asked; }, async (news) => {
    // What this page did itself is shown already.
    if (question() !== asked) return;
    tell(news.text);
    await look();
    if (waiting) await new Promise((done) => setTimeout(done, 1000));
  });
}
