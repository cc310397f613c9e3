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
// Letters of the Latin script that only some of its languages write: a page that shows none does not load them.
const LATIN_MORE = range(0x100, 0x17f) + range(0x192, 0x192) + range(0x1cd, 0x1dc) + range(0x218, 0x21b) + range(0x1e00, 0x1e9f) + range(0x1ef2, 0x1eff);
const ARABIC = " \u00a0" + range(0x600, 0x6ff) + range(0x750, 0x77f) + "\uFD3E\uFD3F\uFDF2\uFDFC\u2010";
// What Arabic, Persian, Urdu, Kurdish and Pashto are written in, without the marks of the Quran: half of the file.
const ARABIC_NEWS =
  " \u00a0" + range(0x60c, 0x60d) + range(0x61b, 0x61f) + range(0x620, 0x652) + range(0x660, 0x66d) + range(0x6f0, 0x6f9) +
  "\u0654\u0655\u0670ٱٹټپځڅچډڈڑړڕږژښڤکګگڵڼںھۀہۃۆیۍێېے۔ە\u200c\u200d\u2010";
// Figures and stops as the Arabic serif draws them: beside its letters no other font is loaded for those.
const SIGNS = range(0x21, 0x40) + "[]{}«»–—‘’“”…";
const WEIGHTS = { min: 400, max: 700 };

const SERIF = "@fontsource-variable/source-serif-4/files/source-serif-4";
const SANS = "@fontsource-variable/archivo/files/archivo";
const MARKAZI = "@fontsource-variable/markazi-text/files/markazi-text-arabic-wght-normal.woff2";
const MARKAZI_SIGNS = "@fontsource-variable/markazi-text/files/markazi-text-latin-wght-normal.woff2";
const PLEX = "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic";

// One width of the sans: no screen uses the others.
const ONE_WIDTH = { wght: WEIGHTS, wdth: 100 };
// One cut of the italic: it is set large (pull quotes, heads of opinion) or for a word in a text. Its other optical sizes
// are half of the file.
const ONE_CUT = { wght: WEIGHTS, opsz: 24 };
// What the sheets ask for, and what letters need to join and carry their marks.
const FEATURES = ["calt", "ccmp", "curs", "fina", "init", "isol", "kern", "liga", "lnum", "locl", "mark", "medi", "mkmk", "rlig", "tnum"];
// What the pictures that stand for pages are set in, where no browser is: one weight, unpacked.
const ON_CARDS = { axes: { wght: 600 }, format: "truetype" };

const FONTS = [
  { name: "serif.woff2", source: `${SERIF}-latin-standard-normal.woff2`, letters: LATIN, axes: { wght: WEIGHTS } },
  { name: "serif-more.woff2", source: `${SERIF}-latin-ext-standard-normal.woff2`, letters: LATIN_MORE, axes: { wght: WEIGHTS } },
  { name: "serif-italic.woff2", source: `${SERIF}-latin-standard-italic.woff2`, letters: LATIN, axes: ONE_CUT },
  { name: "serif-italic-more.woff2", source: `${SERIF}-latin-ext-standard-italic.woff2`, letters: LATIN_MORE, axes: ONE_CUT },
  { name: "sans.woff2", source: `${SANS}-latin-standard-normal.woff2`, letters: LATIN, axes: ONE_WIDTH },
  { name: "sans-more.woff2", source: `${SANS}-latin-ext-standard-normal.woff2`, letters: LATIN_MORE, axes: ONE_WIDTH },
  { name: "serif-arabic.woff2", source: MARKAZI, letters: ARABIC, axes: { wght: WEIGHTS } },
  { name: "serif-arabic-signs.woff2", source: MARKAZI_SIGNS, letters: SIGNS, axes: { wght: WEIGHTS } },
  { name: "sans-arabic-400.woff2", source: `${PLEX}-400-normal.woff2`, letters: ARABIC_NEWS },
  { name: "sans-arabic-600.woff2", source: `${PLEX}-600-normal.woff2`, letters: ARABIC_NEWS },
  { name: "card.ttf", source: `${SERIF}-latin-standard-normal.woff2`, letters: LATIN, ...ON_CARDS },
  { name: "card-more.ttf", source: `${SERIF}-latin-ext-standard-normal.woff2`, letters: LATIN_MORE, ...ON_CARDS },
  { name: "card-arabic.ttf", source: MARKAZI, letters: ARABIC, ...ON_CARDS },
];

/** Every font of the theme: `[{ name, bytes }]`. */
export async function buildFonts() {
  const fonts = [];
  for (const { name, source, letters, axes, format = "woff2" } of FONTS) {
    const sfnt = await fontverter.convert(await readFile(require.resolve(source)), "sfnt");
    const bytes = await subsetFont(withThinNoBreakSpace(sfnt), letters, {
      targetFormat: format,
      variationAxes: axes,
      keepFeatures: FEATURES,
    });
    fonts.push({ name, bytes });
  }
  return fonts;
}
