// Pieces of a page that is open, shown anew from the same page as it is now.

export const swapParts = (page, skip = () => false) => {
  document.querySelectorAll("[data-part]").forEach((part) => {
    const now = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!now || skip(part)) return;
    for (const { name, value } of [...now.attributes]) part.setAttribute(name, value);
    part.replaceChildren(...now.childNodes);
  });
};
