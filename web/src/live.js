// Lists that grow while they are read. What changed or was withdrawn changes at once; what is new waits behind a line
// until the reader asks for it, so that nothing moves under the eyes. A short list (the front's) takes it in by itself.
// The entries of a live coverage are such a list; what stands beside them changes with them (see coverage.js).
// The one beside an article is left empty by its page, which no other story may change, and read from the stream.

import { beside } from "./coverage.js";

const all = (selector, root) => [...root.querySelectorAll(selector)];
const one = (selector, root) => root.querySelector(selector);
const parse = (html) => new DOMParser().parseFromString(html, "text/html");
const moment = (node) => Date.parse(one("time", node).dateTime);
const storyOf = (story, root) => one(`[data-story="${CSS.escape(story)}"]`, root);
const labelled = (like, root) => one(`[aria-labelledby="${CSS.escape(like.getAttribute("aria-labelledby"))}"]`, root);

// Lists run from the newest to the oldest: before the first that is older.
const insert = (node, parent) => {
  const older = [...parent.children].find((other) => other.matches(node.localName) && moment(other) < moment(node));
  parent.insertBefore(node, older || null);
};

// A new entry comes as it would stand on a page of its own: its day, in it its hour, in it the entry.
const placeByHour = (day, list) => {
  const hour = one("section", day);
  const [sameDay, sameHour] = [labelled(day, list), labelled(hour, list)];
  if (sameHour) insert(one("li", day), one("ol", sameHour));
  else if (sameDay) insert(hour, sameDay);
  else insert(day, list);
};

const placeShort = (entry, list) => {
  insert(entry, list);
  while (list.children.length > Number(list.dataset.most)) list.lastElementChild.remove();
};

const shorten = (entry) => {
  all("p", entry).forEach((more) => more.remove());
  all("[data-short]", entry).forEach((link) => {
    link.textContent = link.dataset.short;
    delete link.dataset.short;
  });
  return entry;
};

// What a list holds now: the one of its page, or of the stream where the page leaves it empty.
const written = async ({ latest }) => {
  const answer = await fetch(latest || location.href);
  return answer.ok && one("[data-live]", parse(await answer.text()));
};

const remove = (entry) => {
  const hour = entry.closest(".hour");
  const day = hour?.parentElement;
  entry.remove();
  for (const block of [hour, day]) if (block && !one("li", block)) block.remove();
};

// The line above a list that says how much is new.
const newsLine = (list, show) => {
  const line = document.createElement("p");
  line.className = "news";
  line.setAttribute("role", "status");
  list.before(line);
  const button = document.createElement("button");
  button.type = "button";
  button.addEventListener("click", show);
  const { fresh, locale } = list.dataset;
  const [forms, plural, number] = [JSON.parse(fresh), new Intl.PluralRules(locale), new Intl.NumberFormat(locale)];
  return (count) => {
    if (count === 0) {
      line.replaceChildren();
      return;
    }
    button.textContent = forms[plural.select(count)].replace("{count}", number.format(count));
    line.append(button);
  };
};

const contents = (list) => {
  const short = "most" in list.dataset;
  const coverage = "entries" in list.dataset ? beside() : null;
  const entryOf = (told) => (told.matches("li") ? told : one("li", told));
  const waiting = new Map();
  const show = () => {
    const entries = [...waiting.values()].map((told) => {
      const entry = entryOf(told);
      if (coverage) insert(entry, list);
      else placeByHour(told, list);
      return entry;
    });
    waiting.clear();
    tell(0);
    entries.sort((a, b) => moment(b) - moment(a));
    one("a", entries[0]).focus();
  };
  const tell = short ? () => {} : newsLine(list, show);
  return {
    put(story, told) {
      const entry = short ? shorten(entryOf(told)) : entryOf(told);
      const known = storyOf(story, list);
      const last = all("[data-story]", list).at(-1);
      coverage?.put(story, entry);
      if (known) known.replaceWith(entry);
      else if (last && moment(entry) < moment(last)) return;
      else if (short) placeShort(entry, list);
      else waiting.set(story, told);
      tell(waiting.size);
    },
    drop(story) {
      waiting.delete(story);
      const known = storyOf(story, list);
      if (known) remove(known);
      coverage?.drop(story);
      tell(waiting.size);
    },
    coverage,
    async readAgain() {
      const now = await written(list.dataset);
      if (!now) return;
      coverage?.become(now.getRootNode());
      const { latest, most } = list.dataset;
      list.replaceChildren(...(latest ? all("li", now).slice(0, most).map(shorten) : now.childNodes));
      waiting.clear();
      tell(0);
    },
  };
};

const listen = (list) => {
  const held = contents(list);
  let source = null;
  let { after } = list.dataset;
  const close = () => {
    source?.close();
    source = null;
  };
  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource(`${list.dataset.live}?after=${after}`);
    source.addEventListener("message", (event) => {
      after = event.lastEventId;
      const { story, html, parts, over } = JSON.parse(event.data);
      if (over) location.reload();
      if (parts) held.coverage?.show(parts);
      if (html) held.put(story, one("section,li", parse(html)));
      else if (!parts) held.drop(story);
    });
    source.addEventListener("reset", (event) => {
      after = event.lastEventId;
      // Offline, the list stays as it is; the next page is whole again.
      held.readAgain().catch(() => {});
    });
    source.addEventListener("error", () => {
      // A browser comes back by itself, unless it was refused: then later, and not all at the same time.
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      setTimeout(open, 20000 + Math.random() * 20000);
    });
  };
  // A page that nobody looks at holds no connection.
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  // After everything else has loaded, and whenever the reader comes back to the page.
  addEventListener("pageshow", open);
  if (document.readyState === "complete") open();
};

// A list that its page left empty is read when the reader comes near it.
const fill = (list) => {
  const near = new IntersectionObserver(async (sights) => {
    if (!sights.some((sight) => sight.isIntersecting)) return;
    near.disconnect();
    const now = await written(list.dataset).catch(() => null);
    if (!now) return;
    const { live, after } = now.dataset;
    Object.assign(list.dataset, { live, after });
    list.append(...all("li", now).slice(0, list.dataset.most).map(shorten));
    list.hidden = false;
    listen(list);
  }, { rootMargin: "300px" });
  near.observe(list.parentElement);
};

export const follow = (root) => {
  all("[data-live]", root).forEach(listen);
  all("[data-latest]", root).forEach(fill);
};
