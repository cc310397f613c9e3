// Letters and words taken out by keys. Left to itself, Chromium writes a space that does not break in the place of one at
// which a line wraps, whenever something beside it goes.
const segments = (granularity, text) => [...new Intl.Segmenter(undefined, { granularity }).segment(text)];

// As keyboards have it: of what is composed of several signs, going back takes the last sign; of pictures, the whole.
function lastSign(text) {
  const letter = segments("grapheme", text).at(-1).segment;
  return /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(letter) ? letter.length : [...letter].at(-1).length;
}
const firstSign = (text) => segments("grapheme", text)[0].segment.length;

// The word next to the caret with what stands between them.
function wordAt(parts) {
  const at = parts.findIndex(({ isWordLike }) => isWordLike);
  return parts.slice(0, at < 0 ? parts.length : at + 1).reduce((sum, { segment }) => sum + segment.length, 0);
}
const lastWord = (text) => wordAt(segments("word", text).reverse());
const firstWord = (text) => wordAt(segments("word", text));

const taking = (by, measure) => (state, dispatch) => {
  const { $from, empty, from } = state.selection;
  const { parent, parentOffset } = $from;
  if (!empty || !parent.isTextblock || (by < 0 ? parentOffset === 0 : parentOffset === parent.content.size)) return false;
  const text = by < 0 ? parent.textBetween(0, parentOffset, null, "\n") : parent.textBetween(parentOffset, parent.content.size, null, "\n");
  const size = measure(text);
  const [start, end] = by < 0 ? [from - size, from] : [from, from + size];
  const tr = state.tr.delete(start, end);
  const marks = state.doc.resolve(start).marksAcross(state.doc.resolve(end));
  if (marks) tr.ensureMarks(marks);
  dispatch?.(tr.scrollIntoView());
  return true;
};

export const letterBefore = taking(-1, lastSign);
export const letterAfter = taking(1, firstSign);
export const wordBefore = taking(-1, lastWord);
export const wordAfter = taking(1, firstWord);
