// A field of the card that two have set without hearing of each other: the later one counts, and its writer is told what
// stood there, beside the field, and can take it back with one key. The note outlives the window, as the words do, for as
// long as the field says what it said then.
export function crossings({ form, word, story }) {
  const notes = new Map();
  const kept = `marbre:crossed:${story}`;
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(kept)) ?? {};
    } catch {
      return {};
    }
  };
  const keep = (name, pair) => {
    const all = { ...read(), [name]: pair };
    if (!pair) delete all[name];
    try {
      if (Object.keys(all).length) localStorage.setItem(kept, JSON.stringify(all));
      else localStorage.removeItem(kept);
    } catch {
      // Then it lasts as long as the window.
    }
  };
  // As a screen names it: of a choice, its words.
  const named = (field, value) => [...(field.options ?? [])].find((one) => one.value === value)?.textContent.trim() ?? value;

  function note(name, value) {
    const field = form.elements[name];
    if (!field || field.value === value) return;
    notes.get(name)?.remove();
    const box = document.createElement("p");
    box.className = "crossed amb";
    box.dataset.crossed = name;
    box.setAttribute("role", "status");
    const [before, after] = word("crossed").split("{value}");
    const said = Object.assign(document.createElement("bdi"), { textContent: named(field, value) });
    const take = Object.assign(document.createElement("button"), { type: "button", className: "lnk", textContent: word("crossed-take") });
    const close = Object.assign(document.createElement("button"), { type: "button", className: "lnk", textContent: word("close") });
    const end = () => {
      box.remove();
      notes.delete(name);
      keep(name, null);
      field.focus();
    };
    take.addEventListener("click", () => {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      end();
    });
    close.addEventListener("click", end);
    notes.set(name, box);
    keep(name, [value, field.value]);
    field.closest(".f").append(box);
    box.append(before ?? "", said, after ?? "", " ", take, " ", close);
  }
  for (const [name, [value, own]] of Object.entries(read())) {
    if (form.elements[name]?.value === own) note(name, value);
    else keep(name, null);
  }
  return (list) => list.forEach(([name, value]) => note(name, value));
}
