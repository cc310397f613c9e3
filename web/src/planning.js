// The planning by keyboard, and as others change it. Every step is a link or a button of the page.
import { fold, follow, renew } from "./parts.js";

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

  // Nothing changes under somebody who writes.
  const writing = (part) => part.contains(document.activeElement) && typing(document.activeElement)
    || [...part.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue)
    || part.querySelector("[data-details][open]") !== null;
  fold(root);
  const question = () => {
    const { planning: address, mark, from, until } = root.dataset;
    return `${address}?${new URLSearchParams({ mark, from, until })}`;
  };
  follow(question, async () => {
    await renew(root, "[data-planning]", (part) => part.dataset.part === "sheet" && writing(part));
    fold(root);
  });
}
