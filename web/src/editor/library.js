// The library of pictures over the text: words find one, arrows choose, Enter takes, Escape gives the text back.
const PAUSE_MS = 150;

const element = (tag, attributes = {}, ...inside) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
};

export function library({ form, word }) {
  const [title, note] = [word("library-choose"), element("p", { class: "pal-f mut", role: "status" })];
  const field = element("input", {
    class: "in", type: "search", dir: "auto", role: "combobox", "aria-label": word("library-search"), placeholder: word("library-search"),
    "aria-expanded": "true", "aria-controls": "library-pictures", "aria-autocomplete": "list", form: "",
  });
  const list = element("div", { class: "grid", id: "library-pictures", role: "listbox", "aria-label": title });
  const shut = element("button", { class: "btn btn-s", type: "button" }, word("cancel"));
  const dialog = element("dialog", { class: "dlg pal lib", "aria-label": title }, element("div", { class: "pal-h" }, element("i", { class: "i i-search" }), field, shut), list, note);
  document.body.append(dialog);
  let [found, chosen, timer, asked, take] = [[], 0, 0, null, null];

  const mark = () => {
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === chosen)));
    const item = list.children[chosen];
    if (item) field.setAttribute("aria-activedescendant", item.id);
    else field.removeAttribute("aria-activedescendant");
    item?.scrollIntoView({ block: "nearest" });
  };
  const done = (picture) => {
    const taken = take;
    take = null;
    dialog.close();
    taken?.(picture);
  };
  const draw = () => {
    list.replaceChildren(...found.map((picture, n) => {
      const name = element("span", { class: "t", dir: picture.language ? picture.direction : "auto", ...(picture.language ? { lang: picture.language } : {}) }, picture.caption || picture.alt || word("media-nameless"));
      const item = element("div", { class: "pic", role: "option", id: `library-picture-${n}` }, element("img", { src: `/assets/${picture.asset}/320`, alt: "" }), name, element("span", { class: "m" }, element("bdi", {}, picture.credit)));
      item.addEventListener("click", () => done(picture));
      return item;
    }));
    chosen = 0;
    note.textContent = found.length ? "" : word("library-none");
    mark();
  };
  const seek = async () => {
    const mine = new AbortController();
    asked?.abort();
    asked = mine;
    const answer = await fetch(`/assets?text=${encodeURIComponent(field.value.trim())}&language=${encodeURIComponent(form.elements.language?.value ?? "")}`, { signal: mine.signal }).catch(() => null);
    const pictures = answer?.ok && !answer.redirected ? (await answer.json()).pictures : [];
    if (asked !== mine) return;
    found = pictures;
    draw();
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(seek, PAUSE_MS);
  });
  // So many stand in a row as the window has room for.
  const across = () => {
    const [first] = list.children;
    return first ? Math.max(1, [...list.children].findIndex((item) => item.offsetTop > first.offsetTop)) : 1;
  };
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const on = getComputedStyle(list).direction === "rtl" ? -1 : 1;
    const by = { ArrowDown: across(), ArrowUp: -across() }[event.key] ?? (field.value ? undefined : { ArrowRight: on, ArrowLeft: -on }[event.key]);
    if (event.target === field && by && found.length) {
      chosen = Math.min(found.length - 1, Math.max(0, chosen + by));
      mark();
    } else if (event.target === field && event.key === "Enter") {
      if (found[chosen]) done(found[chosen]);
    } else if (event.key === "Escape") done(null);
    else return;
    event.preventDefault();
  });
  shut.addEventListener("click", () => done(null));
  dialog.addEventListener("click", (event) => { if (event.target === dialog) done(null); });

  // Answers the picture that was chosen, or nothing.
  return () => new Promise((answer) => {
    take = answer;
    field.value = "";
    dialog.showModal();
    field.focus();
    seek();
  });
}
