// The stories of the edition that are live, under a field that asks for the address of a link: words find them, arrows
// choose, Enter takes.
const PAUSE_MS = 120;
const COUNT = 8;

export function archive({ word, edition, field, take, tell }) {
  const list = document.createElement("div");
  Object.assign(list, { id: "link-stories", className: "lstories", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", word("link-stories"));
  let [found, chosen, timer, asked] = [[], -1, 0, null];

  const mark = () => {
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === chosen)));
    if (chosen < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `link-story-${chosen}`);
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    [found, chosen, asked] = [[], -1, null];
    list.replaceChildren();
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    mark();
  };
  const draw = () => {
    list.replaceChildren(...found.map((story, n) => {
      const [item, time] = [document.createElement("div"), document.createElement("time")];
      const headline = document.createElement("b");
      Object.assign(headline, { textContent: story.headline, lang: story.language, dir: story.direction });
      time.textContent = story.time;
      item.id = `link-story-${n}`;
      item.setAttribute("role", "option");
      item.append(headline, " ", time);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(story.href); });
      return item;
    }));
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(found.length > 0));
    mark();
  };
  const seek = async (text) => {
    const mine = new AbortController();
    asked?.abort();
    asked = mine;
    const answer = await fetch(`/stories/links?edition=${edition}&text=${encodeURIComponent(text)}`, { signal: mine.signal }).catch(() => null);
    const stories = answer?.ok && !answer.redirected ? await answer.json() : [];
    if (asked !== mine) return;
    [found, chosen] = [stories.slice(0, COUNT), -1];
    draw();
    tell(found.length ? "" : word("found-none"));
  };
  return {
    list,
    close,
    // Addresses are not looked for.
    typed(text, isAddress) {
      close();
      tell("");
      if (text && !isAddress) timer = setTimeout(seek, PAUSE_MS, text);
    },
    step(by) {
      if (!found.length) return false;
      chosen = chosen < 0 && by < 0 ? found.length - 1 : (chosen + by + found.length) % found.length;
      mark();
      return true;
    },
    chosen: () => found[chosen]?.href ?? null,
  };
}
