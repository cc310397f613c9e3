// Somebody else changed what readers have of the story that is being written here: who and when, how much of what stands
// here they have not, and the way to compare. What was already so when the page was made is no news.
import { ask } from "./saving.js";

const AGAIN_MS = 2000;

export function released({ host, address, back }) {
  let known = Number(host.dataset.released);
  let wanted = false;
  let later = 0;
  const close = () => {
    const here = host.contains(document.activeElement);
    host.replaceChildren();
    if (here) back();
  };

  async function draw() {
    clearTimeout(later);
    const answer = await ask(address).catch(() => null);
    if (!answer?.ok || answer.redirected) {
      if (wanted) later = setTimeout(draw, AGAIN_MS);
      return;
    }
    const text = await answer.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const stages = page.querySelector("template")?.content.firstElementChild;
    if (stages) document.querySelector(".head .stages")?.replaceWith(stages);
    const [come, there] = [page.querySelector("[data-number]"), host.querySelector("[data-number]")];
    if (!come) return;
    const number = Number(come.dataset.number);
    if (number > known) {
      known = number;
      if ("own" in come.dataset) return close();
      wanted = true;
    }
    if (!wanted && !host.firstElementChild) return;
    wanted = false;
    // Only the count of what was written since is another one: nobody is told of that, nor moved from where they are.
    const same = there?.dataset.number === come.dataset.number && Boolean(there.querySelector("a")) === Boolean(come.querySelector("a"));
    if (same) for (const part of ["[data-changes]", "a"]) {
      const [old, now] = [there.querySelector(part), come.querySelector(part)];
      if (old && old.textContent !== now.textContent) old.textContent = now.textContent;
      if (old?.href) old.href = now.href;
    }
    else {
      const here = host.contains(document.activeElement);
      host.replaceChildren(come);
      if (here) host.querySelector("button").focus();
    }
  }

  host.addEventListener("click", ({ target }) => { if (target.closest("button")) close(); });
  host.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });

  return {
    heard({ number, own }) {
      if (number <= known) return;
      known = number;
      wanted = !own;
      if (own) close();
      else draw();
    },
    // What stands here may be another by now.
    refresh() { if (wanted || host.firstElementChild) draw(); },
    // The line was closed, and whatever closed it may be news that did not come over it.
    closed: draw,
  };
}
