// The focal point of a picture, by pointer and by keys; the crops show what readers will get.
const FAR = 10;
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const within = (value) => Math.min(100, Math.max(0, Math.round(Number(value) || 0)));

export function focus(form) {
  const crop = form.querySelector(".crop");
  const point = crop.querySelector(".fp");
  const crops = form.querySelector("[data-crops]");
  const fields = [form.elements.x, form.elements.y];
  const show = () => {
    const [x, y] = fields.map(({ value }) => within(value));
    crop.style.setProperty("--fx", `${x}%`);
    crop.style.setProperty("--fy", `${y}%`);
    // Pages have the point in steps of a tenth.
    crops.className = `crops fx-${Math.round(x / 10) * 10} fy-${Math.round(y / 10) * 10}`;
    point.setAttribute("aria-label", form.dataset.told.replace("{x}", x).replace("{y}", y));
  };
  const set = (...values) => {
    fields.forEach((field, n) => { field.value = within(values[n]); });
    show();
  };
  const at = (event) => {
    const box = crop.getBoundingClientRect();
    set((event.clientX - box.left) / box.width * 100, (event.clientY - box.top) / box.height * 100);
  };
  crop.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    crop.setPointerCapture(event.pointerId);
    point.focus();
    at(event);
  });
  crop.addEventListener("pointermove", (event) => { if (crop.hasPointerCapture(event.pointerId)) at(event); });
  point.addEventListener("keydown", (event) => {
    const way = KEYS[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    set(...fields.map((field, n) => within(field.value) + way[n] * (event.shiftKey ? FAR : 1)));
  });
  fields.forEach((field) => field.addEventListener("input", show));
  show();
  point.hidden = false;
  // In the library somebody may have come for something else: the key of the point brings there.
  point.addEventListener("click", () => point.focus());
  if (form.dataset.focus !== "quiet") point.focus();
}
