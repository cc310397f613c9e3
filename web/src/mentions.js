// Naming somebody in a comment: `@` offers the people of the newsroom, arrows choose, Enter writes the name.
const TYPED = /@([^@\n]{0,40})$/;
const SHOWN = 6;
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function mentions(host) {
  const list = document.createElement("ul");
  list.className = "menu names";
  list.id = "names";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", host.dataset.people);
  let field = null;
  let chosen = 0;

  const close = () => {
    if (!field) return;
    list.remove();
    for (const name of ["aria-controls", "aria-activedescendant"]) field.removeAttribute(name);
    field = null;
  };
  const choose = (by) => {
    const all = [...list.children];
    chosen = (by + all.length) % all.length;
    all.forEach((one, n) => one.setAttribute("aria-selected", String(n === chosen)));
    field.setAttribute("aria-activedescendant", all[chosen].id);
  };
  const write = (name) => {
    const at = field.selectionStart;
    const begun = field.value.slice(0, at).replace(TYPED, `@${name} `);
    field.value = begun + field.value.slice(at);
    field.setSelectionRange(begun.length, begun.length);
    field.focus();
    close();
  };
  const offer = (area) => {
    const typed = TYPED.exec(area.value.slice(0, area.selectionStart));
    const names = [...host.querySelectorAll("#people-names option")].map((option) => option.value);
    const wanted = typed && folded(typed[1]);
    const fit = typed ? names.filter((name) => folded(name).startsWith(wanted) || folded(name).split(/\s+/).some((part) => part.startsWith(wanted))).slice(0, SHOWN) : [];
    close();
    if (!fit.length || (fit.length === 1 && folded(fit[0]) === wanted)) return;
    field = area;
    list.replaceChildren(...fit.map((name, n) => {
      const one = document.createElement("li");
      Object.assign(one, { id: `name-${n}`, textContent: name, dir: "auto" });
      one.setAttribute("role", "option");
      one.addEventListener("mousedown", (event) => {
        event.preventDefault();
        write(name);
      });
      return one;
    }));
    area.after(list);
    area.setAttribute("aria-controls", "names");
    choose(0);
  };

  host.addEventListener("input", ({ target }) => { if (target.matches("[data-mentions]")) offer(target); });
  host.addEventListener("focusout", close);
  host.addEventListener("keydown", (event) => {
    if (!field || event.target !== field || event.isComposing) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") write(list.children[chosen].textContent);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });
}
