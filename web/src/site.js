// Readers' pages work without this file; it only improves what is there: sharing, players that load on a click,
// suggestions while a search is typed, lists that take in what is new. Nothing is asked of anybody else before the
// reader does.
import { follow } from "./live.js";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);

  const say = (node, words) => {
    const before = node.textContent;
    node.textContent = words;
    node.setAttribute("aria-live", "polite");
    setTimeout(() => { node.textContent = before; }, 2500);
  };
  const copy = async (node, text, done) => {
    try {
      await navigator.clipboard.writeText(text);
      say(node, done);
    } catch {
      // Without leave to write the clipboard, the address is shown to be copied by hand.
      prompt(node.textContent, text);
    }
  };

  // A link to the very words: browsers scroll to them and mark them (URL Fragment Text Directives).
  const part = (words) => encodeURIComponent(words).replace(/-/g, "%2D");
  const fragment = (words) => {
    // A directive is of whole words, and lies in one paragraph unless it says its beginning and its end.
    const paragraphs = words.split(/\n+/).map((paragraph) => paragraph.trim().split(/\s+/));
    const [first, last] = [paragraphs[0], paragraphs.at(-1)];
    const text = first === last && first.length <= 12
      ? part(first.join(" "))
      : `${part(first.slice(0, 5).join(" "))},${part(last.slice(-5).join(" "))}`;
    return `#:~:text=${text}`;
  };

  const share = one("[data-url]");
  if (share) {
    const { url, title, copied, quote } = share.dataset;
    const button = (name) => one(`[data-share="${name}"]`, share);
    const offer = (name, act) => {
      const node = button(name);
      node.hidden = false;
      node.addEventListener("click", (event) => {
        event.preventDefault();
        act(node);
      });
    };
    const send = (data) => navigator.share(data).catch(() => {});
    if (navigator.share) offer("sheet", () => send({ title, url }));
    offer("copy", (node) => copy(node, url, copied));
    offer("short", (node) => copy(node, node.href, copied));
    offer("print", () => print());

    const text = one(".text,.lb-main");
    const flag = document.createElement("button");
    flag.type = "button";
    flag.className = "quote-it btn";
    flag.hidden = true;
    flag.textContent = quote;
    const cut = (pattern, node, from, to) => node.nodeType === 3 ? node.data.slice(from, to).match(pattern)[0] : "";
    const chosen = () => {
      const selection = getSelection();
      const range = selection.rangeCount && selection.getRangeAt(0);
      if (!range || !text.contains(range.commonAncestorContainer)) return "";
      const said = selection.toString();
      // What was begun within a word is the whole word.
      const before = /^\s/.test(said) ? "" : cut(/[\p{L}\p{N}\p{M}]*$/u, range.startContainer, 0, range.startOffset);
      const after = /\s$/.test(said) ? "" : cut(/^[\p{L}\p{N}\p{M}]*/u, range.endContainer, range.endOffset);
      const words = (before + said + after).trim();
      return words.length > 8 && words.length < 2000 ? words : "";
    };
    flag.addEventListener("click", () => {
      const words = chosen() || flag.dataset.words;
      const link = url + fragment(words);
      if (navigator.share) send({ title, text: words.replace(/\s+/g, " "), url: link });
      else copy(flag, link, copied);
    });
    document.addEventListener("selectionchange", () => {
      const words = chosen();
      if (words) flag.dataset.words = words;
      flag.hidden = !words && document.activeElement !== flag;
    });
    text.after(flag);
  }

  for (const embed of all("[data-player]")) {
    const button = one("button", embed);
    for (const node of all("[hidden]", embed)) node.hidden = false;
    button.addEventListener("click", () => {
      const frame = document.createElement("iframe");
      frame.src = embed.dataset.player;
      frame.title = (one("p", embed) || button).textContent;
      frame.allow = "fullscreen; picture-in-picture; encrypted-media";
      frame.allowFullscreen = true;
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      frame.className = "player";
      embed.replaceChildren(frame);
      frame.focus();
    });
  }

  // Streams that this browser does not play: our player is fetched when the reader asks for the film.
  for (const film of all("[data-streamer]")) {
    if (film.canPlayType(one("source", film).type)) continue;
    const { streamer, play: words, failed } = film.dataset;
    const button = document.createElement("button");
    const note = document.createElement("p");
    button.type = "button";
    button.className = "play btn";
    button.textContent = words;
    note.setAttribute("role", "status");
    film.controls = false;
    film.after(button);
    film.parentNode.after(note);
    const giveUp = () => {
      button.hidden = false;
      note.textContent = failed;
    };
    button.addEventListener("click", () => {
      button.hidden = true;
      note.textContent = "";
      import(streamer).then(({ play }) => play(film, giveUp)).catch(giveUp);
    });
  }

  follow(document);

  for (const form of all("[data-suggestions]")) {
    const field = one('input[type="search"]', form);
    const list = document.createElement("datalist");
    list.id = "suggested";
    form.append(list);
    field.setAttribute("list", list.id);
    const known = new Map();
    let waiting = 0;
    let asked = "";
    const show = ([, headlines, , addresses]) => {
      known.clear();
      list.replaceChildren(...headlines.map((headline, at) => {
        known.set(headline, addresses[at]);
        const option = document.createElement("option");
        option.value = headline;
        return option;
      }));
    };
    field.addEventListener("input", () => {
      // Choosing a headline goes to its story.
      const address = known.get(field.value);
      if (address) {
        location.assign(new URL(address).pathname);
        return;
      }
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const typed = field.value.trim();
        if (typed.length < 2 || typed === asked) return;
        asked = typed;
        try {
          const answer = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(typed)}`);
          if (answer.ok && typed === asked) show(await answer.json());
        } catch {
          // Offline: the search itself will say so.
        }
      }, 120);
    });
  }
})();
