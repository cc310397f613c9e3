// The planning by keyboard, and as others change it. Every step is a link or a button of the page.
import { swapParts } from "./parts.js";

export function planning(root) {
  const rowsOf = (day) => [...day.querySelectorAll("[data-row] a")];
  const days = () => [...root.querySelectorAll("section.day")];
  const typing = (node) => node.closest("input,textarea,select") !== null;

  // To the next day that has events; beyond the last one, to the time before or after.
  const turn = (by) => {
    const all = days();
    const here = document.activeElement.closest("section.day") || root.querySelector("[aria-current=true][data-row]")?.closest("section.day");
    const from = here ? all.indexOf(here) : all.findIndex((day) => day.classList.contains("today")) - (by > 0 ? 1 : -1);
    const next = (by > 0 ? all.slice(Math.max(0, from + 1)) : all.slice(0, Math.max(0, from)).reverse()).find((day) => rowsOf(day).length);
    const link = next ? rowsOf(next)[0] : root.querySelector(by > 0 ? "[data-after]" : "[data-before]");
    if (next) link.focus();
    else link.click();
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const along = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (along) turn(document.dir === "rtl" ? -along : along);
    else if (event.key === "Escape" && !document.querySelector("dialog[open]")) root.querySelector("[data-close]")?.click();
    else return;
    event.preventDefault();
  });

  // What a key unfolds is where the typing goes on; Escape folds it again.
  const fold = (part) => part.querySelectorAll("[data-details]").forEach((details) => {
    details.addEventListener("toggle", () => { if (details.open) details.querySelector("[data-first]")?.focus(); });
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open) return;
      event.preventDefault();
      event.stopPropagation();
      details.open = false;
      details.querySelector("summary").focus();
    });
  });

  // Nothing changes under somebody who writes.
  const writing = (part) => part.contains(document.activeElement) && typing(document.activeElement)
    || [...part.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue)
    || part.querySelector("[data-details][open]") !== null;
  const look = async () => {
    const answer = await fetch(location.href);
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-planning]");
    if (!now) return location.reload();
    const id = document.activeElement.closest("[data-row]")?.id;
    swapParts(page, (part) => part.dataset.part === "sheet" && writing(part));
    Object.assign(root.dataset, now.dataset);
    fold(root);
    if (id) document.getElementById(id)?.querySelector("a").focus();
  };
  const listen = async () => {
    const { planning: address, mark, from, until } = root.dataset;
    try {
      const answer = await fetch(`${address}?${new URLSearchParams({ mark, from, until })}`);
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      if ((await answer.json()).changed) await look();
      listen();
    } catch {
      setTimeout(listen, 5000);
    }
  };
  fold(root);
  listen();
}
