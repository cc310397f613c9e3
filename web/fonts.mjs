// Font subsets: the letters that the editions are written in, weights 400 to 700.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import fontverter from "fontverter";
import subsetFont from "subset-font";
import { withThinNoBreakSpace } from "./cmap.mjs";

const require = createRequire(import.meta.url);

const range = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, n) => String.fromCodePoint(first + n)).join("");

const LATIN =
  range(0x20, 0x7e) + range(0xa0, 0xff) + "ŒœŸıˆ˚˜€™−←↑→↓" + range(0x2002, 0x2014) + range(0x2018, 0x2044);
const ARABIC = range(0x600, 0x6ff) + range(0x750, 0x77f) + "\uFD3E\uFD3F\uFDF2\uFDFC\u2010";
const WEIGHTS = { min: 400, max: 700 };

const SERIF = "@fontsource-variable/source-serif-4/files/source-serif-4-latin-standard";
const SANS = "@fontsource-variable/archivo/files/archivo-latin-standard-normal.woff2";
const PLEX = "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic";

const FONTS = [
  { name: "serif.woff2", source: `${SERIF}-normal.woff2`, letters: LATIN, axes: { wght: WEIGHTS } },
  { name: "serif-italic.woff2", source: `${SERIF}-italic.woff2`, letters: LATIN, axes: { wght: WEIGHTS } },
  // One width: no screen uses the others.
  { name: "sans.woff2", source: SANS, letters: LATIN, axes: { wght: WEIGHTS, wdth: 100 } },
  {
    name: "serif-arabic.woff2",
    source: "@fontsource-variable/markazi-text/files/markazi-text-arabic-wght-normal.woff2",
    letters: ARABIC,
    axes: { wght: WEIGHTS },
  },
  { name: "sans-arabic-400.woff2", source: `${PLEX}-400-normal.woff2`, letters: ARABIC },
  { name: "sans-arabic-600.woff2", source: `${PLEX}-600-normal.woff2`, letters: ARABIC },
];

/** Every font of the theme: `[{ name, bytes }]`. */
export async function buildFonts() {
  const fonts = [];
  for (const { name, source, letters, axes } of FONTS) {
    const sfnt = await fontverter.convert(await readFile(require.resolve(source)), "sfnt");
    const bytes = await subsetFont(withThinNoBreakSpace(sfnt), letters, {
      targetFormat: "woff2",
      variationAxes: axes,
    });
    fonts.push({ name, bytes });
  }
  return fonts;
}
