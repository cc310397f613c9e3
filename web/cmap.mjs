// The Latin families lack U+202F, which French sets before ; ! ? and between thousands: without it a browser takes
// that one space from another font. Here it is mapped to the glyph of the thin space, U+2009, which they have.

const THIN = 0x2009;
const THIN_NO_BREAK = 0x202f;

/** The same font with U+202F drawn as U+2009; unchanged where it has the one or lacks the other. */
export function withThinNoBreakSpace(sfnt) {
  const tables = readTables(sfnt);
  const cmap = tables.find((table) => table.tag === "cmap");
  const glyphs = readFormat4(cmap.bytes);
  if (!glyphs.has(THIN) || glyphs.has(THIN_NO_BREAK)) return sfnt;
  glyphs.set(THIN_NO_BREAK, glyphs.get(THIN));
  cmap.bytes = writeFormat4(glyphs);
  return writeTables(sfnt.readUInt32BE(0), tables);
}

function readTables(sfnt) {
  return Array.from({ length: sfnt.readUInt16BE(4) }, (_, n) => {
    const at = 12 + 16 * n;
    const offset = sfnt.readUInt32BE(at + 8);
    const bytes = sfnt.subarray(offset, offset + sfnt.readUInt32BE(at + 12));
    return { tag: sfnt.toString("latin1", at, at + 4), bytes };
  });
}

// Checksums stay 0: the subsetter that reads this writes its own.
function writeTables(version, tables) {
  const head = Buffer.alloc(12 + 16 * tables.length);
  head.writeUInt32BE(version, 0);
  head.writeUInt16BE(tables.length, 4);
  let offset = head.length;
  const parts = [head];
  tables.forEach(({ tag, bytes }, n) => {
    const at = 12 + 16 * n;
    head.write(tag, at, "latin1");
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(bytes.length, at + 12);
    const padded = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
    parts.push(padded);
    offset += padded.length;
  });
  return Buffer.concat(parts);
}

function readFormat4(cmap) {
  const glyphs = new Map();
  for (let n = 0; n < cmap.readUInt16BE(2); n++) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + 8 * n + 4));
    if (table.readUInt16BE(0) === 4) readSegments(table, glyphs);
  }
  return glyphs;
}

function readSegments(table, glyphs) {
  const count = table.readUInt16BE(6) / 2;
  const field = (which, n) => 14 + which * 2 * count + (which > 0 ? 2 : 0) + 2 * n;
  for (let n = 0; n < count; n++) {
    const [end, start] = [table.readUInt16BE(field(0, n)), table.readUInt16BE(field(1, n))];
    const [delta, offset] = [table.readUInt16BE(field(2, n)), table.readUInt16BE(field(3, n))];
    for (let code = start; code <= end && code < 0xffff; code++) {
      const glyph =
        offset === 0 ? code + delta : table.readUInt16BE(field(3, n) + offset + 2 * (code - start)) + delta;
      if (glyph & 0xffff) glyphs.set(code, glyph & 0xffff);
    }
  }
}

function writeFormat4(glyphs) {
  const codes = [...glyphs.keys(), 0xffff].sort((a, b) => a - b);
  const count = codes.length;
  const length = 16 + 8 * count;
  const out = Buffer.alloc(12 + length);
  // One encoding record: Windows, Unicode BMP.
  [0, 1, 3, 1].forEach((value, n) => out.writeUInt16BE(value, 2 * n));
  out.writeUInt32BE(12, 8);
  const log = Math.floor(Math.log2(count));
  const search = 2 * 2 ** log;
  [4, length, 0, 2 * count, search, log, 2 * count - search].forEach((v, n) => out.writeUInt16BE(v, 12 + 2 * n));
  codes.forEach((code, n) => {
    const glyph = glyphs.get(code) ?? 0;
    out.writeUInt16BE(code, 26 + 2 * n);
    out.writeUInt16BE(code, 28 + 2 * count + 2 * n);
    out.writeUInt16BE((glyph - code) & 0xffff, 28 + 4 * count + 2 * n);
  });
  return out;
}
