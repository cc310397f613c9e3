// Before publishing, over the text: the same panel that the server shows as a page, fetched after a save and laid over the
// editor, which stays as it is beneath. What is done in it leaves by its own forms.
export function before({ saving, view, leave }) {
  let panel = null;
  const frame = document.querySelector(".desk");
  // Whichever key asked twice is answered once.
  let asked = false;

  function close() {
    panel?.remove();
    panel = null;
    frame.inert = false;
  }
  function lay(fresh) {
    close();
    panel = document.adoptNode(fresh);
    document.body.append(panel);
    frame.inert = true;
    panel.querySelector("h2").focus();
    panel.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link || link.pathname !== location.pathname) return;
      event.preventDefault();
      close();
      const card = link.hash.length > 1 && document.getElementById(link.hash.slice(1));
      const fold = card && card.closest(".more");
      if (fold) fold.open = true;
      (card || view()).focus();
    });
  }
  return async () => {
    if (asked) return;
    asked = true;
    const page = await saving.read("preflight").finally(() => { asked = false; });
    if (!page) return;
    const fresh = page.querySelector(".veil:has(#pf)");
    if (fresh) lay(fresh);
    else leave();
  };
}
