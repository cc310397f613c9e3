// Where others are in the text: a caret with a name, and what they have marked.
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { heed } from "./heed.js";

const key = new PluginKey("carets");

function caret({ name, hue }) {
  const sign = document.createElement("span");
  sign.className = `caret who-${hue}`;
  // Drawn by the sheet: the name is no part of the text.
  sign.dataset.name = name.split(/\s+/)[0];
  sign.setAttribute("aria-hidden", "true");
  return sign;
}

export function carets({ people, ranges }) {
  const draw = (doc) => {
    const there = people().filter((one) => one.caret);
    const found = ranges(doc, there.map((one) => one.caret));
    return DecorationSet.create(doc, there.flatMap((one, n) => {
      const at = found[n];
      if (!at) return [];
      const marked = at.from < at.to ? [Decoration.inline(at.from, at.to, { class: `theirs who-${one.hue}` })] : [];
      return [...marked, Decoration.widget(at.head, () => caret(one), { side: 1, key: `caret${one.seat}${one.name}${one.hue}`, ignoreSelection: true })];
    }));
  };
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, was) {
        if (tr.getMeta(key) || tr.getMeta("shared")) return draw(tr.doc);
        return tr.docChanged ? was.map(tr.mapping, tr.doc) : was;
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

// Somebody came, went or moved.
export function moved(view) {
  heed(view);
  view.dispatch(view.state.tr.setMeta(key, true).setMeta("addToHistory", false));
}
