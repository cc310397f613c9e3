// Our fonts, in a browser that has not had them yet: behind the first paint, which they would hold up on a slow line. From the
// next screen on they are in the cache, and the page asks for them by itself.
import { afterPaint } from "./paint.js";

export function fonts() {
  const sheet = document.documentElement.dataset.fonts;
  if (!sheet) return;
  const ask = () => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: sheet });
    link.addEventListener("load", async () => {
      await document.fonts.ready;
      const secure = location.protocol === "https:" ? ";secure" : "";
      document.cookie = `marbre_fonts=${sheet.split("/").pop()};path=/;max-age=31536000;samesite=lax${secure}`;
    });
    document.head.append(link);
  };
  afterPaint(ask);
}
