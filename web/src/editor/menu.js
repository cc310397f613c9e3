// The menu of blocks: "/" in an empty paragraph, letters choose, arrows and Enter take.
import { Plugin } from "prosemirror-state";
import { KINDS, insertBlock } from "./blocks.js";

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// The name of each kind in the language of the screen.
export const kindName = (word, kind) => (kind === "list-numbered" ? `${word("block-list")}, ${word("list-numbered").toLowerCase()}` : word(`block-${kind}`));

export function menu({ word, host }) {
  const list = document.createElement("div");
  Object.assign(list, { id: "block-menu", className: "bmenu", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", word("block-menu"));
  host.append(list);
  let [open, chosen, kinds, dismissed] = [false, 0, [], false];

  // The letters behind the stroke; null where there is no stroke that begins a paragraph.
  const asked = ({ selection: { $from, empty } }) => {
    const { parent } = $from;
    if (!empty || $from.depth !== 1 || parent.type.name !== "paragraph") return null;
    const text = parent.textContent;
    return text.startsWith("/") && $from.parentOffset === text.length && text.length <= 20 && !text.includes(" ") ? text.slice(1) : null;
  };
  const close = (view) => {
    open = false;
    list.hidden = true;
    view.dom.removeAttribute("aria-activedescendant");
    view.dom.removeAttribute("aria-controls");
  };
  const take = (view, kind) => {
    const { $from } = view.state.selection;
    view.dispatch(view.state.tr.delete($from.start(), $from.end()));
    insertBlock(kind)(view.state, view.dispatch);
    close(view);
    view.focus();
  };
  const draw = (view) => {
    list.replaceChildren(...kinds.map((kind, n) => {
      const item = document.createElement("div");
      Object.assign(item, { id: `block-menu-${n}`, textContent: kindName(word, kind) });
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(n === chosen));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(view, kind); });
      return item;
    }));
    list.hidden = false;
    view.dom.setAttribute("aria-controls", list.id);
    view.dom.setAttribute("aria-activedescendant", `block-menu-${chosen}`);
    const [at, frame] = [view.coordsAtPos(view.state.selection.from), host.getBoundingClientRect()];
    list.style.top = `${at.bottom - frame.top + 4}px`;
    const left = Math.min(Math.max(0, at.left - frame.left - (document.dir === "rtl" ? list.offsetWidth : 0)), Math.max(0, frame.width - list.offsetWidth));
    list.style.left = `${left}px`;
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
  };

  return new Plugin({
    view: () => ({
      update(view, before) {
        const letters = asked(view.state);
        if (letters === null) {
          dismissed = false;
          return open ? close(view) : undefined;
        }
        if (dismissed || (open && view.state.doc.eq(before.doc))) return undefined;
        if (!open) chosen = 0;
        kinds = KINDS.filter((kind) => folded(kindName(word, kind)).includes(folded(letters)) || kind.startsWith(letters.toLowerCase()));
        if (!kinds.length) return close(view);
        open = true;
        chosen = Math.min(chosen, kinds.length - 1);
        return draw(view);
      },
      destroy: () => list.remove(),
    }),
    props: {
      handleKeyDown(view, event) {
        if (!open) return false;
        const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (by) {
          chosen = (chosen + by + kinds.length) % kinds.length;
          draw(view);
        } else if (event.key === "Enter" || event.key === "Tab") take(view, kinds[chosen]);
        else if (event.key === "Escape") {
          dismissed = true;
          close(view);
        } else return false;
        event.stopPropagation();
        return true;
      },
      handleDOMEvents: { blur: (view) => { if (open) close(view); return false; } },
    },
  });
}
