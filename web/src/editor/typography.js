// Typography while typing, in the language of the words. Each change is a step of its own: undo takes it back and
// leaves what was typed.
import { Plugin } from "prosemirror-state";

const NARROW = "\u202f";
const FIXED = "\u00a0";

// Opening and closing marks, first level; French sets them off with a space that does not break.
const QUOTES = {
  fr: [`«${FIXED}`, `${FIXED}»`], en: ["“", "”"], de: ["„", "“"], es: ["«", "»"], it: ["«", "»"], pt: ["“", "”"], ar: ["«", "»"], fa: ["«", "»"],
};
const APOSTROPHE = new Set(["fr", "en", "es", "it", "pt", "de"]);
const ARABIC = new Set(["ar", "fa", "ur"]);
const ARABIC_SIGNS = { ",": "،", ";": "؛", "?": "؟" };

// An address or a name of a file is no prose.
const isAddress = (before) => /(:\/\/|www\.|@|^\/|[\w-]\.[a-z]{2,}\/)\S*$/.test(before.match(/\S*$/)[0]);
const opens = (before) => before === "" || /[\s(\[«“‘„—–\u00a0\u202f-]$/.test(before);

// What to write instead of the letters at the end of `before` and the letter typed: `[letters to replace, new words]`.
export function set(language, before, typed) {
  const tag = language.toLowerCase().split("-")[0];
  if (isAddress(before)) return null;
  if (typed === '"' && QUOTES[tag]) return quote(QUOTES[tag], before);
  if (typed === "'" && APOSTROPHE.has(tag)) return [0, tag === "en" && opens(before) ? "‘" : "’"];
  if (typed === "." && before.endsWith("..")) return [2, "…"];
  if (typed === "-" && before.endsWith("-") && !before.endsWith("--")) return [1, "–"];
  if (ARABIC.has(tag)) return arabic(before, typed);
  return tag === "fr" ? french(before, typed) : null;
}

// Within « » a quotation has its own marks. Whoever sets spaces within the outer ones closes them behind a space.
function quote([open, close], before) {
  const spaced = open.endsWith(FIXED);
  const said = before.lastIndexOf("«") > before.lastIndexOf("»") ? before.slice(before.lastIndexOf("«")) : null;
  if (open.startsWith("«") && said) {
    if (said.lastIndexOf("“") > said.lastIndexOf("”")) return [0, "”"];
    if (opens(before) && !said.startsWith(`${open} `)) return [0, "“"];
  } else if (opens(before)) return [0, open];
  return spaced && /[ \u00a0\u202f]$/.test(before) ? [1, close] : [0, close];
}

// Behind a Latin word or a figure a sign may belong to it (3,5; New York, USA): the Arabic letter that follows decides.
function arabic(before, typed) {
  const latin = /[0-9٠-٩۰-۹A-Za-z]$/.test(before);
  const of = (sign) => ARABIC_SIGNS[sign];
  if (of(typed) && (!latin || (typed === "?" && /\p{Script=Arabic}/u.test(before)))) return [0, of(typed)];
  const waiting = /[0-9٠-٩۰-۹A-Za-z]([,;]) $/.exec(before);
  return waiting && /\p{Script=Arabic}/u.test(typed) && !/\p{N}/u.test(typed) ? [2, `${of(waiting[1])} ${typed}`] : null;
}

function french(before, typed) {
  if (/[;!?]/.test(typed)) {
    if (/[ \u00a0]$/.test(before)) return [1, NARROW + typed];
    return /[\p{L}\p{N}»”)…]$/u.test(before) ? [0, NARROW + typed] : null;
  }
  if (typed === ":" && before.endsWith(" ")) return [1, `${FIXED}:`];
  if (typed === " " && /[\p{L}»)]:$/u.test(before)) return [1, `${FIXED}: `];
  if (typed === "»" && before.endsWith(" ")) return [1, `${FIXED}»`];
  if (typed === " " && before.endsWith("«")) return [0, FIXED];
  // A fourth figure: it was a year, not thousands.
  if (/\d/.test(typed) && /(?<!\d)\d{1,3}\u202f\d{3}$/.test(before)) return [4, ` ${before.slice(-3)}${typed}`];
  if (/\d/.test(typed) && /(?<![\d,.])\d{1,3}( \d{3})* \d\d$/.test(before)) return [3, NARROW + before.slice(-2) + typed];
  if (/[%€$]/.test(typed) && /\d ?$/.test(before)) return [before.endsWith(" ") ? 1 : 0, NARROW + typed];
  return null;
}

// The language at a place: that of a foreign passage, otherwise the story's.
const languageAt = ($from, story) => $from.marks().find((mark) => mark.type.name === "foreign")?.attrs.language ?? story;

export function typography(storyLanguage, cut) {
  return new Plugin({
    props: {
      handleTextInput(view, from, to, typed) {
        if (typed.length !== 1 || view.composing) return false;
        const $from = view.state.doc.resolve(from);
        if (/^(address|provider|seconds)$/.test($from.parent.type.name)) return false;
        const before = $from.parent.textBetween(0, $from.parentOffset, "\n", "\n");
        const change = set(languageAt($from, storyLanguage()), before, typed);
        if (!change || change[1] === typed) return false;
        const [back, words] = change;
        view.dispatch(view.state.tr.insertText(typed, from, to));
        cut();
        view.dispatch(view.state.tr.insertText(words, from - back, from + typed.length).scrollIntoView());
        return true;
      },
    },
  });
}
