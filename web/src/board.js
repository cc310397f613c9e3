// The board and the list of stories: following what others do, ticking, and moving several stories at once.
import { ask, get, out } from "./access.js";
import { fold, follow, renew, swapParts } from "./parts.js";

export function board(root) {
  const form = document.getElementById("moves");
  const glance = document.getElementById("peek");
  const ticked = new Set();
  const boxes = () => [...root.querySelectorAll("input[name=story]")];
  const here = () => document.activeElement?.closest("[data-row]") ?? null;
  const boxOf = (row) => row?.querySelector("input[name=story]") ?? null;

  const tell = () => {
    const shown = boxes();
    shown.forEach((box) => {
      box.checked = ticked.has(box.value);
      box.closest("[data-row]").classList.toggle("ticked", box.checked);
    });
    form.querySelector("[data-ticked]").textContent = shown.filter((box) => box.checked).length;
  };
  const toggle = (box) => {
    if (!box) return;
    if (ticked.has(box.value)) ticked.delete(box.value);
    else ticked.add(box.value);
    tell();
  };
  root.addEventListener("click", (event) => {
    if (!event.target.matches("input[name=story]")) return;
    toggle(event.target);
    // Letters work in a list, not in a field: whoever clicks goes on in the list.
    if (event.detail > 0) event.target.closest("[data-row]").querySelector("a").focus();
  });

  const look = () => renew(root, "[data-follow]", (part) => part.dataset.part === "moved" || part.contains(document.activeElement?.closest("details")));
  const shown = () => {
    fold(root);
    tell();
  };
  follow(() => `${root.dataset.follow}?mark=${encodeURIComponent(root.dataset.mark)}`, async () => {
    await look();
    shown();
  });
  // An embargo runs down although nothing happens.
  setInterval(() => { if (root.querySelector("[data-left]")) look().then(shown, () => {}); }, 60000);

  // What is ticked is moved; where nothing is, the story that has the focus. The answer is the board as it is now.
  let row = null;
  root.addEventListener("focusin", () => { row = here() ?? row; });
  let gone = 0;
  root.addEventListener("submit", async (event) => {
    const move = event.target;
    if (!move.matches("[data-move]")) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(move, event.submitter));
    if (move === form && !body.has("story")) {
      const box = boxOf(here() ?? (row?.isConnected ? row : null));
      if (!box) return root.querySelector("[data-row] a")?.focus();
      body.append("story", box.value);
    }
    const id = (here() ?? row)?.id;
    const answer = await ask(move.action, { method: "POST", body }).catch(() => null);
    if (out()) return undefined;
    // What could not be done this way is done by the browser, which shows what is wrong.
    if (!answer?.ok || answer.redirected) return move.submit();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-follow]");
    if (!now) return location.reload();
    ticked.clear();
    root.querySelectorAll("details.drop[open]").forEach((drop) => { drop.open = false; });
    swapParts(page);
    root.dataset.mark = now.dataset.mark;
    shown();
    document.getElementById(id)?.querySelector("a")?.focus();
    clearTimeout(gone);
    const told = root.querySelector("[data-part=moved]");
    if (!told.querySelector(".ban-r")) gone = setTimeout(() => told.replaceChildren(), 10000);
  });

  const peek = async (at) => {
    const answer = await get(`/stories/${at.id.slice(1)}/peek`).catch(() => null);
    if (!answer) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    glance.replaceChildren(...page.body.childNodes);
    glance.showModal();
    glance.querySelector("h2").focus();
  };
  glance.addEventListener("keydown", (event) => {
    if (event.key !== " " || event.target.closest("a,button")) return;
    event.preventDefault();
    glance.close();
  });
  root.querySelector("[data-narrow]").addEventListener("change", (event) => event.currentTarget.submit());

  shown();
  // Keys that act on the story with the focus: answered by whether one did.
  return (key) => {
    const at = here();
    if (key === "x") toggle(boxOf(at));
    else if (key === "space" && boxOf(at)) peek(at);
    else return false;
    return true;
  };
}
