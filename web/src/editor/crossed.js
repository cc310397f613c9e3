// A field of the card that two have set without hearing of each other: the later one counts, and its writer is told what
// stood there, beside the field, and can take it back with one key.
export function crossings({ form, word }) {
  const notes = new Map();
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
      field.focus();
    };
    take.addEventListener("click", () => {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      end();
    });
    close.addEventListener("click", end);
    notes.set(name, box);
    field.closest(".f").append(box);
    box.append(before ?? "", said, after ?? "", " ", take, " ", close);
  }
  return (list) => list.forEach(([name, value]) => note(name, value));
}
