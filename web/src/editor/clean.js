// What comes from Word, Google Docs and web pages, as blocks of a story. Nothing is copied that is not named here:
// words, the six marks, and the shapes that a story has.
import { mayLead } from "./schema.js";

const DROPPED = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "IFRAME", "OBJECT", "EMBED", "SVG", "MATH", "HEAD", "TITLE", "META", "LINK",
  "INPUT", "SELECT", "TEXTAREA", "BUTTON", "CANVAS", "VIDEO", "AUDIO", "IMG", "PICTURE", "NAV", "O:P", "W:SDT",
  "DEL", "S", "STRIKE"]);
// Signs of notes that stay behind, in Word and in what is made like it, and what somebody struck out.
const NOTES = /\bMso(?:Footnote|Endnote|Comment)Reference\b|\bmsoDel\b/;
// The same where only the address tells: Google Docs, LibreOffice, encyclopaedias.
const NOTE_LINKS = /^#(?:_?ftn|_?edn|sd(?:foot|end)note|cite_(?:note|ref)|fn(?:ref)?\W?\d)/i;
const BLOCKS = new Set(["P", "DIV", "SECTION", "ARTICLE", "HEADER", "FOOTER", "MAIN", "ASIDE", "FIGURE", "FIGCAPTION", "PRE", "ADDRESS", "DL", "DT",
  "DD", "LI", "UL", "OL", "TABLE", "BLOCKQUOTE", "H1", "H2", "H3", "H4", "H5", "H6", "HR", "FORM", "DETAILS", "SUMMARY", "BODY", "CENTER"]);
const MARKS = { STRONG: "strong", B: "strong", EM: "emphasis", I: "emphasis", CITE: "emphasis", SUB: "subscript", SUP: "superscript" };
// Letters that are not seen and only break searches: zero-width spaces, soft hyphens, marks of byte order. Joiners and
// marks of direction stay: Persian and mixed lines need them.
const UNSEEN = /[\u200b\u2060\ufeff\u00ad]/g;
// Where French wants a space that does not break; everywhere else it is layout.
const LOOSE = /(?<!«)[\u00a0](?![»:;!?%€])/g;
// Columns that one cell may take.
const SPAN_MAX = 50;
const BULLET = /^\s*(?:[·•▪◦‣§o-]|\d{1,2}[.)])[\s\u00a0]+/;
// Links that count clicks lead to others; the address behind them is what was meant.
const REDIRECTS = /^https?:\/\/(?:www\.)?(?:google\.[a-z.]+\/url|l\.facebook\.com\/l\.php|[\w-]+\.safelinks\.protection\.outlook\.com)\b/i;

function address(raw) {
  const href = (raw ?? "").trim();
  if (REDIRECTS.test(href)) {
    const query = new URLSearchParams(href.slice(href.indexOf("?") + 1));
    const behind = query.get("q") ?? query.get("url") ?? query.get("u") ?? "";
    return mayLead(behind) ? behind : "";
  }
  // A relative address meant another site than ours.
  return /^(https?:|mailto:)/i.test(href) ? href.replace(/([?&])(?:utm_\w+|fbclid|gclid)=[^&#]*&?/gi, "$1").replace(/[?&](?=#|$)/, "") : "";
}

// Styles are read as text: the page's own policy lets no style attribute take effect, in parsed documents neither.
const STYLE = "data-style";
function styleOf(element) {
  const said = {};
  for (const part of (element.getAttribute(STYLE) ?? "").split(";")) {
    const [name, value] = part.split(/:(.*)/s);
    if (value) said[name.trim().toLowerCase()] = value.trim().toLowerCase();
  }
  return said;
}

// What an element says of its words, by its name and by the few styles that word processors mean.
function marksOf(element, marks) {
  const next = { ...marks };
  const { "font-weight": fontWeight, "font-style": fontStyle, "vertical-align": verticalAlign } = styleOf(element);
  if (MARKS[element.tagName]) next[MARKS[element.tagName]] = true;
  // Google Docs wraps everything in a bold element that is not bold.
  if (/^(normal|[1-4]00)$/.test(fontWeight ?? "")) delete next.strong;
  if (/^(bold|bolder|[6-9]00)$/.test(fontWeight ?? "")) next.strong = true;
  if (fontStyle === "italic") next.emphasis = true;
  if (fontStyle === "normal" && element.tagName !== "EM" && element.tagName !== "I") delete next.emphasis;
  if (verticalAlign === "super") next.superscript = true;
  if (verticalAlign === "sub") next.subscript = true;
  if (element.tagName === "A") {
    const href = address(element.getAttribute("href"));
    if (href) next.link = href;
  }
  return next;
}

function hidden(element) {
  const style = styleOf(element);
  const note = NOTES.test(element.className) || (element.tagName === "A" && NOTE_LINKS.test(element.getAttribute("href") ?? ""));
  return element.hidden || note || /line-through/.test(`${style["text-decoration"]} ${style["text-decoration-line"]}`) || style.display === "none" || style["mso-hide"] === "all" || style["mso-list"] === "ignore";
}

class Reader {
  blocks = [];
  runs = [];

  walk(node, marks, keepLines) {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) this.say(child.data, marks, keepLines);
      else if (child.nodeType === 1 && !DROPPED.has(child.tagName.toUpperCase()) && !hidden(child)) this.element(child, marks, keepLines);
    }
  }

  say(text, marks, keepLines) {
    let said = text.replace(UNSEEN, "").replace(LOOSE, " ");
    said = keepLines ? said.replace(/\r\n?/g, "\n") : said.replace(/[ \t\r\n]+/g, " ");
    if (said) this.runs.push({ text: said, marks });
  }

  element(element, marks, keepLines) {
    const name = element.tagName.toUpperCase();
    if (name === "BR") return this.runs.push({ text: "\n", marks });
    if (!BLOCKS.has(name)) return this.walk(element, marksOf(element, marks), keepLines);
    this.end();
    this.block(name, element, marksOf(element, {}), keepLines || name === "PRE");
    this.end();
  }

  block(name, element, marks, keepLines) {
    if (name === "UL" || name === "OL") return this.list(element, name === "OL");
    if (name === "TABLE") return this.table(element);
    if (name === "BLOCKQUOTE") {
      const words = within(element, marks);
      return words.text && this.blocks.push({ type: "quote", words });
    }
    if (/^H[1-6]$/.test(name)) {
      // A heading is bold by itself.
      const { strong, ...others } = marks;
      this.walk(element, others, false);
      const words = this.take((one) => one !== "strong");
      return words.text && this.blocks.push({ type: "subheading", ...words });
    }
    if (styleOf(element)["mso-list"] || /MsoListParagraph/i.test(element.className)) return this.listed(element, marks);
    this.walk(element, marks, keepLines);
    return undefined;
  }

  list(element, numbered) {
    const items = [];
    const gather = (list) => {
      for (const item of list.children) {
        if (/^[UO]L$/.test(item.tagName)) gather(item);
        if (item.tagName !== "LI") continue;
        const own = item.cloneNode(true);
        own.querySelectorAll("ul,ol").forEach((inner) => inner.remove());
        const words = within(own, {});
        if (words.text) items.push(words);
        item.querySelectorAll(":scope > ul, :scope > ol").forEach(gather);
      }
    };
    gather(element);
    if (items.length) this.blocks.push({ type: "list", style: numbered ? "numbered" : "bulleted", items });
  }

  // Word has no lists, only paragraphs with a sign in front.
  listed(element, marks) {
    const raw = element.textContent.trim();
    const words = within(element, marks);
    if (!words.text) return;
    const cut = words.text.match(BULLET)?.[0].length ?? 0;
    const item = cut ? sliced(words, cut) : words;
    const style = /^\d/.test(raw) ? "numbered" : "bulleted";
    const last = this.blocks.at(-1);
    if (last?.type === "list" && last.word && last.style === style) last.items.push(item);
    else this.blocks.push({ type: "list", style, items: [item], word: true });
  }

  table(element) {
    const rows = [...element.querySelectorAll("tr")].filter((row) => row.closest("table") === element);
    const filled = grid(rows).filter((row) => row.length);
    // A table of one cell is a frame that somebody drew around text.
    if (filled.length === 1 && filled[0].length === 1) {
      const cell = element.querySelector("td,th");
      return this.walk(cell, {}, false);
    }
    if (!filled.length) return undefined;
    const header = element.querySelector("thead tr, tr:first-child > th") ? 1 : 0;
    return this.blocks.push({ type: "table", caption: element.caption ? within(element.caption, {}).text : "", header_rows: header, rows: filled });
  }

  take(keep = () => true) {
    const words = joined(this.runs, keep);
    this.runs = [];
    return words;
  }

  // Two line breaks in a row are a paragraph to those who have no other.
  end() {
    const parts = [[]];
    for (const run of this.runs) {
      if (run.text === "\n" && parts.at(-1).at(-1)?.text === "\n") {
        parts.at(-1).pop();
        parts.push([]);
      } else parts.at(-1).push(run);
    }
    this.runs = [];
    for (const part of parts) {
      const words = joined(part);
      if (words.text) this.blocks.push({ type: "paragraph", ...words });
    }
  }
}

// Every row with as many cells: a cell over several is the first of them, the others are empty.
function grid(rows) {
  const cells = rows.map(() => []);
  rows.forEach((row, at) => {
    let column = 0;
    for (const cell of row.cells) {
      while (cells[at][column]) column += 1;
      const wide = Math.min(Math.max(cell.colSpan, 1), SPAN_MAX);
      const high = Math.min(Math.max(cell.rowSpan, 1), rows.length - at);
      for (let down = 0; down < high; down += 1) for (let along = 0; along < wide; along += 1) {
        cells[at + down][column + along] = down + along ? { text: "", marks: [] } : within(cell, {});
      }
      column += wide;
    }
  });
  const width = Math.max(0, ...cells.map((row) => row.length));
  return cells.map((row) => (row.length ? Array.from({ length: width }, (_, n) => row[n] ?? { text: "", marks: [] }) : row));
}

// The words of runs without space at their ends, and the marks over them in UTF-16 units.
function joined(runs, keep = () => true) {
  let text = "";
  const marks = [];
  for (const run of runs) {
    let said = run.text;
    if (/(^|[ \n])$/.test(text)) said = said.replace(/^ +/, "");
    if (said.startsWith("\n")) text = text.replace(/ +$/, "");
    const from = text.length;
    text += said;
    for (const [kind, value] of Object.entries(run.marks)) if (keep(kind) && said) marks.push({ from, to: text.length, kind, value });
  }
  const lead = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  return sliced({ text, marks }, lead, Math.max(lead, end));
}

function sliced({ text, marks }, from, to = text.length) {
  const within = marks.map((one) => ({ ...one, from: Math.max(one.from, from) - from, to: Math.min(one.to, to) - from }));
  return { text: text.slice(from, to), marks: within.filter((one) => one.from < one.to) };
}

// The words of an element whose blocks do not count, as in a cell.
function within(element, marks) {
  const reader = new Reader();
  reader.walk(element, marks, false);
  reader.end();
  const parts = reader.blocks.map((block) => block.words ?? (block.type === "list" ? { text: block.items.map((item) => item.text).join("\n"), marks: [] } : block));
  return parts.reduce((all, part) => {
    if (!part.text) return all;
    const at = all.text ? all.text.length + 1 : 0;
    return {
      text: all.text ? `${all.text}\n${part.text}` : part.text,
      marks: [...all.marks, ...(part.marks ?? []).map((one) => ({ ...one, from: one.from + at, to: one.to + at }))],
    };
  }, { text: "", marks: [] });
}

// Blocks with marks in UTF-16 units, `{from, to, kind, value}`.
export function clean(html) {
  const inert = html.replace(/<!--\[if[\s\S]*?<!\[endif\]-->/g, "").replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/i, ` ${STYLE}=`));
  const page = new DOMParser().parseFromString(inert, "text/html");
  const reader = new Reader();
  reader.walk(page.body, {}, false);
  reader.end();
  return reader.blocks;
}

// The same as a piece of page that the schema reads without loss.
export function cleaned(html) {
  const page = document.implementation.createHTMLDocument("");
  const make = (tag, attributes, ...inside) => {
    const element = page.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  };
  const TAGS = { strong: "strong", emphasis: "em", subscript: "sub", superscript: "sup", link: "a" };
  const inline = ({ text, marks = [] }) => {
    const cuts = [...new Set([0, text.length, ...marks.flatMap((one) => [one.from, one.to])])].sort((a, b) => a - b);
    return cuts.slice(1).flatMap((to, n) => {
      const lines = text.slice(cuts[n], to).split("\n");
      const on = marks.filter((one) => one.from <= cuts[n] && one.to >= to);
      const wrapped = (words) => on.reduce((inside, one) => make(TAGS[one.kind], one.kind === "link" ? { href: one.value } : {}, inside), page.createTextNode(words));
      return lines.flatMap((words, line) => [...(line ? [make("br", {})] : []), ...(words ? [wrapped(words)] : [])]);
    });
  };
  const field = (name, text = "") => make("div", { "data-field": name }, ...inline({ text }));
  const written = {
    paragraph: (block) => make("p", {}, ...inline(block)),
    subheading: (block) => make("h3", {}, ...inline(block)),
    quote: (block) => make("div", { "data-block": "quote" }, make("p", { "data-words": "" }, ...inline(block.words)), field("speaker"), field("role")),
    list: (block) => make(block.style === "numbered" ? "ol" : "ul", {}, ...block.items.map((item) => make("li", {}, ...inline(item)))),
    table: (block) => make("div", { "data-block": "table", "data-header": String(block.header_rows) }, field("title", block.caption),
      make("table", {}, make("tbody", {}, ...block.rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, ...inline(cell)))))))),
  };
  const all = make("div", {}, ...clean(html).map((block) => written[block.type](block)));
  return all.innerHTML;
}
