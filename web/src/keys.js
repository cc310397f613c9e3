// The keys of the screen that is open, over it (?): read from the page of all keys, so that there is one list of them.
import { get, out } from "./access.js";

export function keysDialog(dialog) {
  const room = dialog.querySelector("[data-room]");
  const wanted = ["anywhere", ...dialog.dataset.groups.split(" ").filter(Boolean)];
  let read = null;
  const load = async () => {
    const page = new DOMParser().parseFromString(await (await get("/keys")).text(), "text/html");
    const groups = wanted.map((name) => page.querySelector(`[data-group="${name}"]`)).filter(Boolean);
    room.replaceChildren(...groups.map((group) => document.adoptNode(group)));
  };
  dialog.querySelector("button").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("keydown", (event) => {
    // Keys of the screen below are not meant while they are being read about.
    event.stopPropagation();
    if (event.key !== "Escape" && event.key !== "?" && event.key !== "F1") return;
    dialog.close();
    event.preventDefault();
  });
  return async () => {
    try {
      read ??= load();
      await read;
    } catch {
      read = null;
      return out() ? undefined : location.assign("/keys");
    }
    if (!dialog.open) dialog.showModal();
    return undefined;
  };
}
