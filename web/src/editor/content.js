// A story as the server writes it to a document of the editor, and back. A text that nobody touched comes back letter
// for letter and mark for mark as it came.

const PICTURES = { lead: true, picture: true, gallery_picture: true };
const RANK = ["link", "foreign", "strong", "emphasis", "subscript", "superscript"];

// The server counts UTF-8 bytes, the browser UTF-16 units: byte of each unit of a text.
export function byteOffsets(text) {
  const offsets = new Array(text.length + 1);
  let bytes = 0;
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at);
    offsets[at] = bytes;
    if (point > 0xffff) offsets[at + 1] = bytes;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    at += point > 0xffff ? 2 : 1;
  }
  offsets[text.length] = bytes;
  return offsets;
}

// The unit at a byte; the end where the text is shorter.
export function unitAt(offsets, byte) {
  let [low, high] = [0, offsets.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle] < byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Half a surrogate pair is no letter, and no server reads it.
const whole = (text) => text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");

export const textOf = (node) => {
  let text = "";
  node.forEach((child) => { text += child.isText ? child.text : "\n"; });
  return text;
};

function inline(schema, text, marks = []) {
  const offsets = byteOffsets(text);
  const spans = marks.map(({ span, kind, ...attrs }) => ({
    from: unitAt(offsets, span.start), to: unitAt(offsets, span.end), mark: schema.marks[kind]?.create(attrs),
  })).filter((one) => one.mark);
  const cuts = new Set([0, text.length]);
  for (const one of spans) cuts.add(one.from).add(one.to);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) cuts.add(at).add(at + 1);
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(1).map((to, n) => {
    const from = sorted[n];
    const on = spans.filter((one) => one.from <= from && one.to >= to).reduce((set, one) => one.mark.addToSet(set), []);
    return text.slice(from, to) === "\n" ? schema.nodes.hard_break.create(null, null, on) : schema.text(text.slice(from, to), on);
  });
}

// Marks of one kind that touch are one; outer before inner, then in a fixed order.
function rich(node) {
  const open = [];
  const marks = [];
  let at = 0;
  node.forEach((child) => {
    const to = at + child.nodeSize;
    for (const mark of child.marks) {
      const running = open.find((one) => one.to === at && one.mark.eq(mark));
      if (running) running.to = to;
      else {
        const one = { from: at, to, mark };
        open.push(one);
        marks.push(one);
      }
    }
    at = to;
  });
  const text = whole(textOf(node));
  if (marks.length === 0) return { text };
  const offsets = byteOffsets(text);
  marks.sort((a, b) => a.from - b.from || b.to - a.to || RANK.indexOf(a.mark.type.name) - RANK.indexOf(b.mark.type.name));
  return {
    text,
    marks: marks.map(({ from, to, mark }) => ({ span: { start: offsets[from], end: offsets[to] }, kind: mark.type.name, ...mark.attrs })),
  };
}

const plain = (node) => whole(textOf(node));

export function reader(schema) {
  const { nodes } = schema;
  const line = (name, text) => nodes[name].create(null, inline(schema, text ?? ""));
  const richly = (name, { text, marks }, attrs = null) => nodes[name].create(attrs, inline(schema, text, marks));
  const file = ({ at = "missing", href, asset }) => ({ at, ...(at === "remote" ? { href } : {}), ...(at === "stored" ? { asset } : {}) });
  const captions = (picture) => ["caption", "credit", "alt"].map((name) => line(name, picture[name]));
  const picture = (name, given, attrs = {}) => nodes[name].create({ ...attrs, file: file(given), language: given.language ?? null }, captions(given));

  const kinds = {
    paragraph: (block, attrs) => richly("paragraph", block, attrs),
    subheading: (block, attrs) => richly("subheading", block, attrs),
    quote: ({ words, speaker }, attrs) => nodes.quote.create({ ...attrs, spoken: Boolean(speaker) },
      [richly("quote_words", words), line("speaker", speaker?.name), line("role", speaker?.role)]),
    list: ({ style, items }, attrs) => nodes.list.create({ ...attrs, numbered: style === "numbered" }, items.map((item) => richly("list_item", item))),
    picture: (block, attrs) => picture("picture", block, attrs),
    gallery: ({ title, pictures }, attrs) => nodes.gallery.create(attrs, [line("title", title), ...pictures.map((one) => picture("gallery_picture", one))]),
    // A poster that is elsewhere has its own `href` beside the address of the video.
    video: (block, attrs) => nodes.video.create(
      { ...attrs, file: file(block), language: block.language ?? null, duration: block.duration_s ?? 0 },
      [line("title", block.title), line("address", block.video), line("seconds", String(block.duration_s || "")), ...captions(block)]),
    embed: ({ title, provider, href }, attrs) => nodes.embed.create(attrs, [line("title", title), line("provider", provider), line("address", href)]),
    "fact-box": ({ title, paragraphs }, attrs) => nodes.fact_box.create(attrs, [line("title", title), ...paragraphs.map((one) => richly("fact", one))]),
    table: ({ caption, header_rows, rows }, attrs) => nodes.table.create({ ...attrs, header: header_rows ?? 0 }, [
      line("title", caption),
      nodes.table_body.create(null, rows.map((row) => nodes.table_row.create(null, row.map((one) => richly("cell", one))))),
    ]),
  };
  const block = (given) => kinds[given.type](given, { id: given.id ?? null });
  const doc = (document) => nodes.doc.create(null, [
    line("kicker", document.kicker), line("headline", document.headline), line("standfirst", document.standfirst),
    ...(document.lead ? [picture("lead", document.lead)] : []),
    ...document.blocks.map(block),
  ]);
  return { block, doc };
}

function children(node) {
  const list = [];
  node.forEach((child) => list.push(child));
  return list;
}

function pictureOf(node, from = 0) {
  const { file, language } = node.attrs;
  const [caption, credit, alt] = [0, 1, 2].map((n) => plain(node.child(from + n)));
  return { ...file, caption, credit, alt, ...(language ? { language } : {}) };
}

function bodyOf(node) {
  const parts = children(node);
  switch (node.type.name) {
    case "quote": {
      const [name, role] = [plain(parts[1]), plain(parts[2])];
      const spoken = name || role || node.attrs.spoken;
      return { type: "quote", words: rich(parts[0]), ...(spoken ? { speaker: { name, ...(role ? { role } : {}) } } : {}) };
    }
    case "list": return { type: "list", style: node.attrs.numbered ? "numbered" : "bulleted", items: parts.map(rich) };
    case "picture": return { type: "picture", ...pictureOf(node) };
    case "gallery": return { type: "gallery", title: plain(parts[0]), pictures: parts.slice(1).map((one) => pictureOf(one)) };
    case "video": {
      const typed = plain(parts[2]).trim();
      const seconds = typed === "" ? 0 : /^\d{1,7}$/.test(typed) ? Number(typed) : node.attrs.duration;
      return { type: "video", ...pictureOf(node, 3), title: plain(parts[0]), video: plain(parts[1]).trim(), duration_s: seconds };
    }
    case "embed": return { type: "embed", href: plain(parts[2]).trim(), provider: plain(parts[1]), title: plain(parts[0]) };
    case "fact_box": return { type: "fact-box", title: plain(parts[0]), paragraphs: parts.slice(1).map(rich) };
    case "table": return { type: "table", caption: plain(parts[0]), header_rows: node.attrs.header, rows: children(parts[1]).map((row) => children(row).map(rich)) };
    default: return { type: node.type.name, ...rich(node) };
  }
}

const blockOf = (node) => ({ id: node.attrs.id, ...bodyOf(node) });
const isEmpty = (node) => node.type.name === "paragraph" && node.content.size === 0;

// Writes documents of one story. It remembers how each block was written when the story was opened: one that says the
// same in other words (marks in another order, two marks that touch) goes back as it was.
export function writer(schema, document) {
  const read = reader(schema);
  const known = new Map();
  const empty = new Set();
  for (const given of document.blocks) {
    const node = read.block(given);
    known.set(JSON.stringify(blockOf(node)), given);
    if (isEmpty(node)) empty.add(given.id);
  }
  const opened = read.doc(document);
  const text = (node, given) => (plain(node) === whole(given) ? given : plain(node));
  const lead = opened.childCount > 3 && opened.child(3).type.name === "lead" ? JSON.stringify(pictureOf(opened.child(3))) : null;
  return (doc) => {
    const parts = children(doc);
    const out = { kicker: text(parts[0], document.kicker), headline: text(parts[1], document.headline), standfirst: text(parts[2], document.standfirst), lead: null, blocks: [] };
    for (const node of parts.slice(3)) {
      if (node.type.name === "lead") {
        const picture = pictureOf(node);
        out.lead = JSON.stringify(picture) === lead ? document.lead : picture;
      } else if (!isEmpty(node) || empty.has(node.attrs.id)) {
        const written = blockOf(node);
        out.blocks.push(known.get(JSON.stringify(written)) ?? written);
      }
    }
    return out;
  };
}

export const isPictured = (node) => Boolean(PICTURES[node.type.name]) || node.type.name === "video";
