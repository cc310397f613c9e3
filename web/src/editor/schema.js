// The story model as a ProseMirror schema: every block kind and mark of the server's vocabulary, and nothing else. What
// does not fit here cannot be in a story, so what is pasted is cleaned by being read into this.
import { Schema } from "prosemirror-model";

// What is suggested of a block, and which block it was divided from (`suggested.js`).
const OPEN = { added: { default: null }, struck: { default: null } };
const BLOCK = { id: { default: null }, ...OPEN, of: { default: null } };
const FILE = { file: { default: { at: "missing" } }, language: { default: null } };

const RIGHT_TO_LEFT = /^(ar|fa|ur|he|ps|ckb|sd|ug|yi|dv)\b/i;
export const direction = (language) => (RIGHT_TO_LEFT.test(language) ? "rtl" : "ltr");

// Addresses that may reach readers, as the server has it.
export const mayLead = (href) => /^(https?:|mailto:|\/(?!\/))/i.test(href);

const data = (dom, name, fallback) => {
  try {
    return JSON.parse(dom.getAttribute(name)) ?? fallback;
  } catch {
    return fallback;
  }
};

const fileOf = (dom) => {
  const file = data(dom, "data-file", {});
  if (file.at === "stored" && file.asset) return { at: "stored", asset: file.asset };
  return file.at === "remote" && /^https?:/.test(file.href) ? { at: "remote", href: file.href } : { at: "missing" };
};

// One line of plain words under a label.
const field = (name, label, tag = "div") => ({
  content: "inline*",
  marks: "added struck",
  isolating: true,
  defining: true,
  whitespace: "pre",
  toDOM: () => [tag, { "data-field": name, "data-label": label, class: `fld fld-${name}` }, 0],
  parseDOM: [{ tag: `[data-field="${name}"]`, priority: 70, preserveWhitespace: "full" }],
});

// Between the fields of a block, and between cells, nothing can be written: a caret never stands there.
const block = (name, content, tag, attrs = {}, more = {}) => ({
  content,
  allowGapCursor: false,
  group: "block",
  attrs: { ...BLOCK, ...attrs },
  isolating: true,
  toDOM: (node) => [tag, { "data-block": name, class: `b-${name}`, ...(more.dom?.(node) ?? {}) }, 0],
  parseDOM: [{ tag: `[data-block="${name}"]`, priority: 70, getAttrs: more.read ?? (() => null) }],
});

const pictured = {
  dom: (node) => ({ "data-file": JSON.stringify(node.attrs.file), ...(node.attrs.language ? { lang: node.attrs.language } : {}) }),
  read: (dom) => ({ file: fileOf(dom), language: dom.getAttribute("lang") }),
};

const words = (tag, parse, attrs = BLOCK, group = "block") => ({
  content: "inline*",
  ...(group ? { group } : {}),
  attrs,
  whitespace: "pre",
  toDOM: () => [tag, 0],
  parseDOM: parse.map((one) => ({ tag: one, preserveWhitespace: "full" })),
});

const toggle = (tag, parse) => ({ toDOM: () => [tag, 0], parseDOM: parse.map((one) => ({ tag: one })) });

// Words that somebody suggests, in their colour. They are copied as words, without the mark.
const open = (tag, hue) => ({ attrs: { by: {} }, inclusive: false, toDOM: (mark) => [tag, { class: `sug who-${hue(mark.attrs.by)}`, "data-by": mark.attrs.by }, 0] });

export function makeSchema(label = (key) => key, hue = () => 0) {
  const picture = { content: "caption credit alt", attrs: FILE, isolating: true };
  return new Schema({
    nodes: {
      doc: { content: "kicker headline standfirst lead? block*" },
      paragraph: words("p", ["p"]),
      subheading: { ...words("h3", ["h1", "h2", "h3", "h4", "h5", "h6"]), defining: true },
      quote: block("quote", "quote_words speaker role", "div", { spoken: { default: false } }),
      list: {
        ...block("list", "list_item*", "ul", { numbered: { default: false } }),
        toDOM: (node) => [node.attrs.numbered ? "ol" : "ul", { class: "lst" }, 0],
        parseDOM: [{ tag: "ul" }, { tag: "ol", attrs: { numbered: true } }],
      },
      picture: block("picture", "caption credit alt", "figure", FILE, pictured),
      gallery: block("gallery", "title gallery_picture*", "div"),
      video: block("video", "title address seconds caption credit alt", "figure", { ...FILE, duration: { default: 0 } }, pictured),
      embed: block("embed", "title provider address", "div"),
      fact_box: block("fact-box", "title fact*", "div"),
      table: block("table", "title table_body", "div", { header: { default: 0 } }, {
        dom: (node) => ({ "data-header": node.attrs.header }),
        read: (dom) => ({ header: Number(dom.getAttribute("data-header")) || 0 }),
      }),
      kicker: field("kicker", label("field-kicker"), "p"),
      headline: field("headline", label("field-headline"), "h2"),
      standfirst: field("standfirst", label("field-standfirst"), "p"),
      lead: { ...block("lead", "caption credit alt", "figure", FILE, pictured), ...picture, group: "", attrs: { ...FILE, ...OPEN } },
      quote_words: { ...words("p", ["[data-words]"], {}, ""), isolating: true, toDOM: () => ["p", { "data-words": "" }, 0], parseDOM: [{ tag: "[data-words]", priority: 70, preserveWhitespace: "full" }] },
      list_item: { ...words("li", ["li"], {}, ""), defining: true },
      gallery_picture: { ...block("gallery-picture", "caption credit alt", "figure", FILE, pictured), ...picture, group: "", attrs: FILE },
      fact: { ...words("p", ["[data-fact]"], {}, ""), toDOM: () => ["p", { "data-fact": "" }, 0], parseDOM: [{ tag: "[data-fact]", priority: 70, preserveWhitespace: "full" }] },
      table_body: { content: "table_row*", isolating: true, allowGapCursor: false, toDOM: () => ["table", { class: "tbl" }, ["tbody", 0]], parseDOM: [{ tag: "table", contentElement: "tbody" }] },
      table_row: { content: "cell*", allowGapCursor: false, toDOM: () => ["tr", 0], parseDOM: [{ tag: "tr" }] },
      cell: { ...words("td", ["td", "th"], {}, ""), isolating: true },
      title: field("title", label("field-title")),
      caption: field("caption", label("field-caption")),
      credit: field("credit", label("field-credit")),
      alt: field("alt", label("field-alt")),
      speaker: field("speaker", label("field-speaker")),
      role: field("role", label("field-speaker-role")),
      address: field("address", label("field-address")),
      provider: field("provider", label("field-provider")),
      seconds: field("seconds", label("field-seconds")),
      text: { group: "inline" },
      hard_break: { group: "inline", inline: true, selectable: false, linebreakReplacement: true, toDOM: () => ["br"], parseDOM: [{ tag: "br" }] },
    },
    marks: {
      added: open("ins", hue),
      struck: open("del", hue),
      link: {
        attrs: { href: {} },
        inclusive: false,
        toDOM: (mark) => ["a", { href: mark.attrs.href, title: mark.attrs.href }, 0],
        parseDOM: [{ tag: "a[href]", getAttrs: (dom) => mayLead(dom.getAttribute("href")) && { href: dom.getAttribute("href") } }],
      },
      foreign: {
        attrs: { language: {} },
        // Lines run as they will for readers: with the story, but where words are said to be of another language.
        toDOM: (mark) => ["span", { lang: mark.attrs.language, dir: direction(mark.attrs.language), class: "foreign" }, 0],
        parseDOM: [{ tag: "span[lang]", getAttrs: (dom) => ({ language: dom.getAttribute("lang") }) }],
      },
      strong: toggle("strong", ["strong", "b"]),
      emphasis: toggle("em", ["em", "i"]),
      subscript: toggle("sub", ["sub"]),
      superscript: toggle("sup", ["sup"]),
    },
  });
}
