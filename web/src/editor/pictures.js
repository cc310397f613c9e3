// Pictures in the text: shown, dropped, pasted, uploaded.
import { TextSelection } from "prosemirror-state";
import { emptyBlock, headEnd } from "./blocks.js";
import { library } from "./library.js";

const KINDS = new Set(["lead", "picture", "gallery_picture", "video"]);

const element = (tag, attributes = {}, ...inside) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
};

// Sends a file to the library; answers what the library knows of it.
async function upload(file, form) {
  const body = new FormData();
  body.set("csrf", form.elements.csrf.value);
  body.set("picture", file);
  const answer = await fetch("/assets", { method: "POST", body });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return answer.json();
}

export function pictures({ form, word, trouble }) {
  const fault = (file) => trouble(word("upload-failed").replace("{name}", file.name));

  // Where a node is by now, whoever wrote above it meanwhile: by the number of its block and its place in there.
  const finder = (doc, pos) => {
    const $pos = doc.resolve(pos);
    const [top, index] = $pos.depth ? [$pos.node(1), $pos.index(1)] : [doc.nodeAt(pos), null];
    return (now) => {
      let found;
      now.forEach((node, at) => {
        if (found !== undefined || node.type !== top.type || node.attrs.id !== top.attrs.id) return;
        found = at;
        for (let n = 0; index !== null && n <= index; n += 1) found += n ? node.child(n - 1).nodeSize : 1;
      });
      return found;
    };
  };

  const fill = (editor, place, asset) => {
    const now = place(editor.state.doc);
    const node = now === undefined ? null : editor.state.doc.nodeAt(now);
    if (!node || !KINDS.has(node.type.name)) return;
    const tr = editor.state.tr.setNodeAttribute(now, "file", { at: "stored", asset: asset.asset });
    // What the library says of a picture is copied where nothing was written yet.
    node.forEach((child, offset) => {
      const said = asset[child.type.name];
      if (said && child.content.size === 0) tr.insertText(said, tr.mapping.map(now + 1 + offset + 1));
    });
    editor.dispatch(tr);
  };

  const ask = library({ form, word });
  const choose = async (editor, pos) => {
    const place = finder(editor.state.doc, pos);
    const picture = await ask();
    if (picture) fill(editor, place, picture);
    editor.focus();
  };
  // Into the picture at the caret, or into a new one behind it.
  const chooseHere = async (editor) => {
    const { $from } = editor.state.selection;
    for (let depth = $from.depth; depth > 0; depth -= 1) if (KINDS.has($from.node(depth).type.name)) return choose(editor, $from.before(depth));
    const picture = await ask();
    if (picture) {
      const at = behindCaret(editor.state);
      editor.dispatch(editor.state.tr.insert(at, emptyBlock(editor.state.schema, "picture")));
      fill(editor, finder(editor.state.doc, at), picture);
      // Its words come next: the caret goes behind what the library says of it.
      const { doc, tr } = editor.state;
      const made = doc.nodeAt(at);
      if (made && KINDS.has(made.type.name)) editor.dispatch(tr.setSelection(TextSelection.create(doc, at + 2 + made.firstChild.content.size)).scrollIntoView());
    }
    return editor.focus();
  };

  const put = async (editor, pos, file) => {
    const place = finder(editor.state.doc, pos);
    try {
      fill(editor, place, await upload(file, form));
    } catch {
      fault(file);
      // A block that was made for it alone goes again.
      const now = place(editor.state.doc);
      const node = now === undefined ? null : editor.state.doc.nodeAt(now);
      if (node?.type.name === "picture" && node.attrs.file.at === "missing" && !node.textContent) editor.dispatch(editor.state.tr.delete(now, now + node.nodeSize));
    }
  };

  const view = (node, editor, getPos) => {
    const well = element("div", { class: "well", contenteditable: "false" });
    const inside = element("div", { class: "captions" });
    const dom = element("figure", { "data-block": node.type.name, class: `b-${node.type.name}` }, well, inside);
    const input = element("input", { type: "file", accept: "image/*", "aria-label": word("upload-picture") });
    input.addEventListener("change", () => {
      trouble("");
      if (input.files[0]) put(editor, getPos(), input.files[0]);
    });
    const from = element("button", { class: "lnk", type: "button" }, word("library-choose"));
    from.addEventListener("click", () => choose(editor, getPos()));
    const show = ({ attrs }) => {
      const { file, language } = attrs;
      if (language) dom.setAttribute("lang", language);
      const picture = file.at === "stored" ? element("img", { src: `/assets/${file.asset}/960`, alt: "" }) : null;
      const note = picture ?? element("p", { class: "no-pic" }, word(file.at === "remote" ? "picture-remote" : "picture-empty"));
      const label = node.type.name === "lead" ? [element("p", { class: "lab" }, word("lead-picture"))] : [];
      const focus = picture ? [element("a", { class: "lnk", href: `${location.pathname}/focus?asset=${file.asset}` }, word("focal-point"))] : [];
      well.replaceChildren(...label, note, element("p", { class: "lab" }, input, from, ...focus));
    };
    show(node);
    return {
      dom,
      contentDOM: inside,
      update(next) {
        if (next.type !== node.type) return false;
        const changed = next.attrs.file !== node.attrs.file;
        node = next;
        if (changed) show(next);
        return true;
      },
      stopEvent: (event) => well.contains(event.target),
      ignoreMutation: (mutation) => mutation.type !== "selection" && !inside.contains(mutation.target),
    };
  };

  const isPicture = (file) => file.type.startsWith("image/");

  // Behind or before the block under the mouse, as near as it was dropped; above the text there is none.
  const dropped = (editor, event) => {
    const at = editor.posAtCoords({ left: event.clientX, top: event.clientY });
    const { doc } = editor.state;
    const first = headEnd(doc);
    if (!at || at.pos < first) return at ? first : doc.content.size;
    const $pos = doc.resolve(at.pos);
    if ($pos.depth === 0) return at.pos;
    const box = editor.nodeDOM($pos.before(1)).getBoundingClientRect();
    return event.clientY > (box.top + box.bottom) / 2 ? $pos.after(1) : $pos.before(1);
  };
  const take = (editor, all, pos) => {
    trouble("");
    const list = all.filter(isPicture);
    all.filter((file) => !isPicture(file)).forEach(fault);
    let at = pos;
    for (const file of list) {
      const block = emptyBlock(editor.state.schema, "picture");
      editor.dispatch(editor.state.tr.insert(at, block));
      put(editor, at, file);
      at += block.nodeSize;
    }
  };
  const behindCaret = ({ doc, selection: { $from } }) => Math.max($from.depth ? $from.after(1) : $from.pos, headEnd(doc));
  return {
    choose: chooseHere,
    nodeViews: Object.fromEntries([...KINDS].map((name) => [name, view])),
    handlePaste: (editor, event) => {
      const { files, types } = event.clipboardData ?? {};
      const list = types?.includes("text/html") ? [] : [...(files ?? [])];
      if (list.length) take(editor, list, behindCaret(editor.state));
      return list.length > 0;
    },
    handleDrop: (editor, event) => {
      const list = [...(event.dataTransfer?.files ?? [])];
      if (!list.length) return false;
      event.preventDefault();
      const well = event.target.closest?.("[data-block]");
      const pos = well && editor.posAtDOM(well, 0) - 1;
      const node = well ? editor.state.doc.nodeAt(pos) : null;
      if (node && KINDS.has(node.type.name) && isPicture(list[0])) {
        trouble("");
        put(editor, pos, list[0]);
      } else take(editor, list, dropped(editor, event));
      return true;
    },
  };
}
