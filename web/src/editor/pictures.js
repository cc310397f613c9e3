// Pictures in the text: shown, dropped, pasted, uploaded.
import { insertBlock } from "./blocks.js";

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
  const put = async (view, getPos, file) => {
    try {
      const asset = await upload(file, form);
      const pos = getPos();
      const node = pos === undefined ? null : view.state.doc.nodeAt(pos);
      if (!node || !KINDS.has(node.type.name)) return;
      const tr = view.state.tr.setNodeAttribute(pos, "file", { at: "stored", asset: asset.asset });
      // What the library says of a picture is copied where nothing was written yet.
      node.forEach((child, offset) => {
        const said = asset[child.type.name];
        if (said && child.content.size === 0) tr.insertText(said, tr.mapping.map(pos + 1 + offset + 1));
      });
      view.dispatch(tr);
      trouble("");
    } catch {
      trouble(word("upload-failed"));
    }
  };

  const view = (node, editor, getPos) => {
    const well = element("div", { class: "well", contenteditable: "false" });
    const inside = element("div", { class: "captions" });
    const dom = element("figure", { "data-block": node.type.name, class: `b-${node.type.name}` }, well, inside);
    const input = element("input", { type: "file", accept: "image/*", "aria-label": word("upload-picture") });
    input.addEventListener("change", () => input.files[0] && put(editor, getPos, input.files[0]));
    const show = ({ attrs }) => {
      const { file, language } = attrs;
      if (language) dom.setAttribute("lang", language);
      const picture = file.at === "stored" ? element("img", { src: `/assets/${file.asset}`, alt: "" }) : null;
      const note = picture ?? element("p", { class: "no-pic" }, word(file.at === "remote" ? "picture-remote" : "picture-empty"));
      const label = node.type.name === "lead" ? [element("p", { class: "lab" }, word("lead-picture"))] : [];
      well.replaceChildren(...label, note, element("p", { class: "lab" }, input));
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

  const files = (transfer) => [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));
  const take = (editor, list) => {
    for (const file of list) {
      insertBlock("picture")(editor.state, editor.dispatch);
      const pos = editor.state.selection.$from.before(1);
      put(editor, () => pos, file);
    }
    return list.length > 0;
  };
  return {
    nodeViews: Object.fromEntries([...KINDS].map((name) => [name, view])),
    handlePaste: (editor, event) => !event.clipboardData?.types.includes("text/html") && take(editor, files(event.clipboardData)),
    handleDrop: (editor, event) => {
      const list = files(event.dataTransfer);
      if (!list.length) return false;
      event.preventDefault();
      const well = event.target.closest?.("[data-block]");
      const pos = well && editor.posAtDOM(well, 0) - 1;
      const node = well ? editor.state.doc.nodeAt(pos) : null;
      if (node && KINDS.has(node.type.name)) put(editor, () => pos, list[0]);
      else take(editor, list);
      return true;
    },
  };
}
