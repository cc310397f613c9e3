// What stands beside the entries of a live coverage: what it says of itself, its highlights, when the last entry came.

const HIGHLIGHTS = 8;
const one = (selector, root = document) => root.querySelector(selector);
const moment = (node) => Date.parse(one("time", node).dateTime);
const parse = (html) => new DOMParser().parseFromString(html, "text/html");
const partNamed = (name, root) => one(`[data-live-part="${CSS.escape(name)}"]`, root);
const of = (story, list) => one(`[data-of="${CSS.escape(story)}"]`, list);

// The line of a highlight leads to the address of its own: the entry may still wait to be shown.
const line = (story, entry) => {
  const item = document.createElement("li");
  item.dataset.of = story;
  if (entry.matches(".urg")) item.className = "urg";
  const link = document.createElement("a");
  link.href = one(".who a", entry).href;
  const words = one("h3", entry).cloneNode(true);
  one(".vh", words)?.remove();
  link.textContent = words.textContent;
  item.append(one("time", entry).cloneNode(true), link);
  return item;
};

export const beside = () => {
  const highlights = one("[data-highlights]");
  const drop = (story) => {
    of(story, highlights)?.remove();
    highlights.parentElement.hidden = highlights.children.length === 0;
  };
  const noteLast = (entry) => {
    const last = one("[data-live-last]");
    if (!last || Date.parse(last.dateTime) > moment(entry)) return;
    last.dateTime = one("time", entry).dateTime;
    last.textContent = one("time", entry).textContent;
  };
  // An entry that is on no page of the newest any more has an address of its own.
  const [, sought] = location.hash.match(/^#e([0-9a-z]+)$/) || [];
  if (sought && !document.getElementById(`e${sought}`)) location.replace(`/s/${sought}`);
  return {
    put(story, entry) {
      drop(story);
      noteLast(entry);
      if (!entry.matches(".urg,.hl")) return;
      const item = line(story, entry);
      const older = [...highlights.children].find((other) => moment(other) < moment(item));
      highlights.insertBefore(item, older || null);
      while (highlights.children.length > HIGHLIGHTS) highlights.lastElementChild.remove();
      highlights.parentElement.hidden = false;
    },
    drop,
    show(parts) {
      for (const [name, html] of Object.entries(parts)) partNamed(name)?.replaceChildren(...parse(html).body.childNodes);
    },
    become(page) {
      document.querySelectorAll("[data-live-part]").forEach((part) => {
        const now = partNamed(part.dataset.livePart, page);
        if (now) part.replaceChildren(...now.childNodes);
      });
      const now = one("[data-highlights]", page);
      if (!now) return;
      highlights.replaceChildren(...now.children);
      highlights.parentElement.hidden = highlights.children.length === 0;
    },
  };
};
