// Pieces of a page that is open, shown anew from the same page as it is now.
import { get, pause } from "./access.js";
import { frames } from "./paint.js";

export const swapParts = (page, skip = () => false) => {
  document.querySelectorAll("[data-part]").forEach((part) => {
    const now = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!now || skip(part)) return;
    const scrolled = [part, ...part.querySelectorAll("ol,.scr")].map((one) => one.scrollTop);
    for (const { name, value } of [...now.attributes]) part.setAttribute(name, value);
    part.replaceChildren(...now.childNodes);
    [part, ...part.querySelectorAll("ol,.scr")].forEach((one, n) => { one.scrollTop = scrolled[n] ?? 0; });
  });
  frames();
};

// The page as it is now, in the place of what is shown; whoever stands on a row stays on it.
export const renew = async (root, selector, skip) => {
  const page = new DOMParser().parseFromString(await (await get(location.href, { own: true })).text(), "text/html");
  const now = page.querySelector(selector);
  if (!now) return location.reload();
  const id = document.activeElement.closest("[data-row]")?.id;
  swapParts(page, skip);
  Object.assign(root.dataset, now.dataset);
  if (id) document.getElementById(id)?.querySelector("a").focus();
};

// Waits for news again and again, as long as whoever asks is let in: `question` is the address to ask, `look` shows what is
// new, `hear` is given every answer.
export const follow = async (question, look, hear = () => {}) => {
  for (;;) {
    try {
      const news = await (await get(question(), { own: true })).json();
      if (news.changed) await look(news);
      await hear(news);
    } catch {
      await pause();
    }
  }
};

// What a key unfolds is where the typing goes on; Escape folds it again.
export const fold = (root) => root.querySelectorAll("[data-details]:not([data-folds])").forEach((details) => {
  details.dataset.folds = "";
  details.addEventListener("toggle", () => { if (details.open) details.querySelector("[data-first]")?.focus(); });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    event.preventDefault();
    event.stopPropagation();
    details.open = false;
    details.querySelector("summary").focus();
  });
});
