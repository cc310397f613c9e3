// How many letters the headline has, beside what the check of headlines lets pass (`unfit-headline`).
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { published } from "./suggested.js";

const LETTERS_MAX = 130;

export function lengths() {
  const draw = (doc) => {
    const found = [];
    doc.forEach((node, pos) => {
      if (node.type.name !== "headline") return;
      const letters = [...published(doc).child(1).textContent].length;
      const attrs = { "data-length": `${letters} / ${LETTERS_MAX}`, ...(letters > LETTERS_MAX ? { "data-long": "" } : {}) };
      found.push(Decoration.node(pos, pos + node.nodeSize, attrs));
    });
    return DecorationSet.create(doc, found);
  };
  return new Plugin({
    state: { init: (_, { doc }) => draw(doc), apply: (tr, was) => (tr.docChanged ? draw(tr.doc) : was) },
    props: { decorations(state) { return this.getState(state); } },
  });
}
