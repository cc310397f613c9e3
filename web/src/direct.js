// A live coverage at the desk: its composer by keyboard, checked while somebody writes and not lost with the window; its
// entries as others change them. Every step is a link, a field or a button of the page.
import { ask, get, out } from "./access.js";
import { fold, follow, renew } from "./parts.js";

const PAUSE = 150;
// The number of readers, and what there is to use, may change all the time: they are asked for no more often.
const READERS_EVERY = 2000;
const MATERIAL_EVERY = 5000;
const FIELDS = ["entry", "base", "item", "headline", "text", "quote", "speaker", "role"];
// By name: `elements.item` is a method.
const field = (form, name) => form.elements.namedItem(name);

// What was typed and not yet sent, kept in this browser under the coverage's number.
const keep = (form, root) => {
  const key = `marbre-entry-${form.dataset.compose}`;
  const told = form.querySelector("[data-rescue]");
  const words = () => ["headline", "text", "quote"].some((name) => form.elements[name].value.trim() !== form.elements[name].defaultValue.trim());
  const put = () => {
    if (!words()) return localStorage.removeItem(key);
    const kept = Object.fromEntries(FIELDS.map((name) => [name, field(form, name).value]));
    return localStorage.setItem(key, JSON.stringify({ ...kept, kind: form.elements.kind.value }));
  };
  const sent = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  // It arrived: the page says what was done with it.
  if (sent && form.dataset.done) localStorage.removeItem(key);
  const kept = JSON.parse(localStorage.getItem(key) || "null");
  if (kept && kept.entry === form.elements.entry.value && !form.querySelector("[role=alert]")) {
    for (const name of FIELDS) field(form, name).value = kept[name] ?? "";
    form.elements.kind.value = kept.kind;
    if (words()) told.textContent = root.dataset.rescued;
  }
  form.addEventListener("input", put);
  form.addEventListener("change", put);
  form.addEventListener("submit", () => sessionStorage.setItem(key, "sent"));
  return put;
};

const checked = (form) => {
  const list = form.querySelector("[data-doubts]");
  let waiting = 0;
  let asked = 0;
  const check = async () => {
    asked += 1;
    const mine = asked;
    const body = new FormData(form);
    body.delete("lead.upload");
    const answer = await ask(form.dataset.check, { method: "POST", body });
    if (!answer.ok || mine !== asked) return;
    const { html } = await answer.json();
    list.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.children);
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => check().catch(() => {}), PAUSE);
  });
};

export function direct(root) {
  const form = root.querySelector("[data-compose]");
  const put = form ? keep(form, root) : () => {};
  if (form) checked(form);
  fold(root);

  const rows = () => [...root.querySelectorAll("[data-row]")];
  const here = () => document.activeElement?.closest("[data-row]") || rows().find((row) => row.querySelector("[data-pin]"));
  const click = (node) => {
    node?.click();
    return Boolean(node);
  };
  const step = (by) => {
    const all = rows();
    const at = all.indexOf(document.activeElement?.closest("[data-row]"));
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
    next?.querySelector("a").focus();
    return Boolean(next);
  };

  // The words of a wire go behind those that are there.
  const use = async (link) => {
    const now = new DOMParser().parseFromString(await (await get(link.href)).text(), "text/html").querySelector("[data-compose]");
    const { headline, text } = form.elements;
    const theirs = (name) => now.querySelector(`[name="${name}"]`).value;
    if (!headline.value.trim()) headline.value = theirs("headline");
    text.value = [text.value.trim(), theirs("text")].filter(Boolean).join("\n");
    if (theirs("item")) field(form, "item").value = theirs("item");
    put();
    form.dispatchEvent(new Event("input"));
    text.focus();
    return true;
  };
  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-use]");
    // A picture comes with the page: its words have fields of their own.
    if (!link || !form || link.dataset.use === "pictures" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    use(link).catch(() => { if (!out()) location.assign(link.href); });
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input,textarea,select");
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && event.target.closest("[data-part=entries],body") && step(by)) event.preventDefault();
  });

  const writing = (part) => part.contains(document.activeElement) && document.activeElement.matches("input,textarea,select")
    || part.querySelector("[data-details][open]") !== null;
  let renewed = Date.now();
  const question = () => {
    const asked = new URLSearchParams({ mark: root.dataset.mark });
    const told = document.querySelector("[data-readers]");
    if (told) asked.set("readers", told.dataset.readers);
    const here = document.querySelector("[data-here]");
    if (here) asked.set("here", here.dataset.here);
    if (Date.now() - renewed > MATERIAL_EVERY) asked.set("material", root.dataset.material);
    return `${root.dataset.coverage}?${asked}`;
  };
  follow(question, async () => {
    await renew(root, "[data-coverage]", writing);
    renewed = Date.now();
    fold(root);
  }, async ({ changed, readers, here }) => {
    const faces = document.querySelector("[data-here]");
    if (faces && faces.dataset.here !== here.mark) {
      faces.dataset.here = here.mark;
      faces.innerHTML = here.faces;
    }
    const also = root.querySelector("[data-also]");
    if (also && also.textContent !== here.writing) also.textContent = here.writing;
    const told = document.querySelector("[data-readers]");
    if (!told || !readers.count) return undefined;
    told.dataset.readers = readers.mark;
    [told.children[0].textContent, told.children[1].textContent] = [readers.count, readers.told];
    const last = document.querySelector("[data-told]");
    if (last) last.textContent = readers.told;
    return changed ? undefined : new Promise((done) => setTimeout(done, READERS_EVERY));
  });

  return (key) => {
    switch (key) {
      case "n": form?.elements.headline.focus(); return Boolean(form);
      case "e": return click(here()?.querySelector("[data-edit]"));
      case "p": return click(here()?.querySelector("[data-pin]"));
      case "i": {
        const link = root.querySelector("li:not(.seen) > .m > [data-use=wires]");
        link?.closest("li").querySelector("[data-use]").focus();
        return click(link);
      }
      case "k": return click(root.querySelector('[data-key="k"]'));
      default: return false;
    }
  };
}
