// Turns a WOFF2 web font into a TrueType font. Source: W3C Recommendation "WOFF File Format 2.0", sections 4 and 5.
import { brotliDecompressSync } from 'node:zlib';

/** Section 4.1, "Known Table Tags"; the number in the font is the place in this list. */
const knownTags = (
  'cmap head hhea hmtx maxp name OS/2 post cvt_ fpgm glyf loca prep CFF_ VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx ' +
  'BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG_ sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty ' +
  'just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill'
)
  .replaceAll('_', ' ')
  .split(/(?<=^(?:.{5})*.{4}) /);

class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  u8() {
    return this.bytes[this.at++];
  }
  u16() {
    return (this.u8() << 8) | this.u8();
  }
  i16() {
    return (this.u16() << 16) >> 16;
  }
  u32() {
    return this.u16() * 0x10000 + this.u16();
  }
  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  /** UIntBase128: seven bits a byte, the high bit says that more follow. */
  base128() {
    let value = 0;
    for (;;) {
      const byte = this.u8();
      value = value * 128 + (byte & 0x7f);
      if (!(byte & 0x80)) return value;
    }
  }
  /** 255UInt16. */
  short255() {
    const code = this.u8();
    if (code === 253) return this.u16();
    if (code === 255) return this.u8() + 253;
    return code === 254 ? this.u8() + 506 : code;
  }
}

/** Throws on what is no WOFF2, and on collections, which fonts of npm are not. */
export function toTrueType(woff2) {
  const header = new Reader(woff2);
  if (header.u32() !== 0x774f4632) throw new Error('not a WOFF2 font');
  const flavor = header.u32();
  if (flavor === 0x74746366) throw new Error('a font collection');
  header.at = 12;
  const count = header.u16();
  header.at = 20;
  const packedLength = header.u32();
  header.at = 48;
  const entries = Array.from({ length: count }, () => readEntry(header));
  const unpacked = new Reader(brotliDecompressSync(header.take(packedLength)));
  const tables = new Map(entries.map(({ tag, length }) => [tag, Buffer.from(unpacked.take(length))]));
  const isTransformed = (tag) => entries.some((entry) => entry.tag === tag && entry.transformed);
  if (isTransformed('glyf')) {
    const { glyf, loca, xMins } = rebuildGlyphs(new Reader(tables.get('glyf')));
    tables.set('glyf', glyf).set('loca', loca);
    tables.get('head').writeInt16BE(1, 50);
    if (isTransformed('hmtx'))
      tables.set('hmtx', rebuildMetrics(new Reader(tables.get('hmtx')), tables.get('hhea').readUInt16BE(34), xMins));
  }
  return assemble(flavor, tables);
}

function readEntry(header) {
  const flags = header.u8();
  const tag = (flags & 0x3f) === 0x3f ? header.take(4).toString('latin1') : knownTags[flags & 0x3f];
  const isOutline = tag === 'glyf' || tag === 'loca';
  const transformed = isOutline ? flags >> 6 !== 3 : flags >> 6 !== 0;
  const original = header.base128();
  return { tag, transformed, length: transformed ? header.base128() : original };
}

function rebuildGlyphs(table) {
  table.at = 2;
  const hasOverlaps = table.u16() & 1;
  const count = table.u16();
  table.at += 2;
  const lengths = Array.from({ length: 7 }, () => table.u32());
  const [contours, points, flags, glyphs, composites, boxes, instructions] = lengths.map(
    (length) => new Reader(table.take(length)),
  );
  const overlaps = hasOverlaps ? table.take((count + 7) >> 3) : undefined;
  const boxed = boxes.take(((count + 31) >> 5) * 4);
  const bit = (bitmap, index) => bitmap !== undefined && (bitmap[index >> 3] & (0x80 >> (index & 7))) !== 0;
  const parts = [];
  const loca = Buffer.alloc((count + 1) * 4);
  const xMins = [];
  let end = 0;
  for (let index = 0; index < count; index++) {
    const contourCount = contours.i16();
    const box = () => (bit(boxed, index) ? boxes.take(8) : undefined);
    let glyph = Buffer.alloc(0);
    if (contourCount > 0)
      glyph = simpleGlyph(contourCount, { points, flags, glyphs, instructions, overlaps: bit(overlaps, index) }, box());
    else if (contourCount < 0) glyph = compositeGlyph({ composites, glyphs, instructions }, box());
    xMins.push(glyph.length > 0 ? glyph.readInt16BE(2) : 0);
    parts.push(glyph, Buffer.alloc(-glyph.length & 3));
    end += (glyph.length + 3) & ~3;
    loca.writeUInt32BE(end, (index + 1) * 4);
  }
  return { glyf: Buffer.concat(parts), loca, xMins };
}

/** Writes every coordinate as a full 16-bit step: larger than needed, and simple. */
function simpleGlyph(contourCount, { points, flags, glyphs, instructions, overlaps }, box) {
  const ends = [];
  let total = 0;
  for (let contour = 0; contour < contourCount; contour++) ends.push((total += points.short255()) - 1);
  const steps = Array.from({ length: total }, () => step(flags.u8(), glyphs));
  const code = instructions.take(glyphs.short255());
  const out = Buffer.alloc(10 + contourCount * 2 + 2 + code.length + total * 5);
  out.writeInt16BE(contourCount, 0);
  (box ?? boundingBox(steps)).copy(out, 2);
  let at = 10;
  for (const end of ends) at = out.writeUInt16BE(end, at);
  at = out.writeUInt16BE(code.length, at);
  at += Buffer.from(code).copy(out, at);
  for (const [place, { on }] of steps.entries())
    at = out.writeUInt8(Number(on) | (place === 0 && overlaps ? 0x40 : 0), at);
  for (const { dx } of steps) at = out.writeInt16BE(dx, at);
  for (const { dy } of steps) at = out.writeInt16BE(dy, at);
  return out;
}

/** Section 5.2, "Triplet Encoding". */
function step(flag, glyphs) {
  const kind = flag & 0x7f;
  const signed = (bits, value) => (bits & 1 ? value : -value);
  const first = glyphs.u8();
  let dx = 0;
  let dy = 0;
  if (kind < 10) dy = signed(kind, ((kind & 14) << 7) + first);
  else if (kind < 20) dx = signed(kind, (((kind - 10) & 14) << 7) + first);
  else if (kind < 84) {
    dx = signed(kind, 1 + ((kind - 20) & 0x30) + (first >> 4));
    dy = signed(kind >> 1, 1 + (((kind - 20) & 0x0c) << 2) + (first & 0x0f));
  } else if (kind < 120) {
    dx = signed(kind, 1 + (Math.floor((kind - 84) / 12) << 8) + first);
    dy = signed(kind >> 1, 1 + ((((kind - 84) % 12) >> 2) << 8) + glyphs.u8());
  } else if (kind < 124) {
    const second = glyphs.u8();
    dx = signed(kind, (first << 4) + (second >> 4));
    dy = signed(kind >> 1, ((second & 0x0f) << 8) + glyphs.u8());
  } else {
    dx = signed(kind, (first << 8) + glyphs.u8());
    dy = signed(kind >> 1, glyphs.u16());
  }
  return { on: flag < 0x80, dx, dy };
}

function boundingBox(steps) {
  let [x, y] = [0, 0];
  const all = steps.map(({ dx, dy }) => [(x += dx), (y += dy)]);
  const [xs, ys] = [all.map(([left]) => left), all.map(([, top]) => top)];
  const box = Buffer.alloc(8);
  [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].forEach((edge, place) =>
    box.writeInt16BE(edge, place * 2),
  );
  return box;
}

function compositeGlyph({ composites, glyphs, instructions }, box) {
  const start = composites.at;
  let more = true;
  let hasInstructions = false;
  while (more) {
    const flags = composites.u16();
    const scale = flags & 0x08 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
    composites.at += 2 + (flags & 0x01 ? 4 : 2) + scale;
    more = (flags & 0x20) !== 0;
    hasInstructions ||= (flags & 0x100) !== 0;
  }
  const components = composites.bytes.subarray(start, composites.at);
  const parts = [Buffer.from([0xff, 0xff]), box, components];
  if (hasInstructions) {
    const length = glyphs.short255();
    parts.push(Buffer.from([length >> 8, length & 0xff]), instructions.take(length));
  }
  return Buffer.concat(parts);
}

/** Section 5.4: left side bearings that equal a glyph's left edge were left out. */
function rebuildMetrics(table, longCount, xMins) {
  const flags = table.u8();
  const advances = Array.from({ length: longCount }, () => table.u16());
  const bearings = xMins.map((xMin, index) => ((index < longCount ? flags & 1 : flags & 2) ? xMin : table.i16()));
  const out = Buffer.alloc(longCount * 4 + (xMins.length - longCount) * 2);
  let at = 0;
  for (const [index, bearing] of bearings.entries()) {
    if (index < longCount) at = out.writeUInt16BE(advances[index], at);
    at = out.writeInt16BE(bearing, at);
  }
  return out;
}

/** Readers of system fonts do not check the checksums, so they stay zero. */
function assemble(flavor, tables) {
  const sorted = [...tables].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const header = Buffer.alloc(12 + sorted.length * 16);
  const power = Math.floor(Math.log2(sorted.length));
  header.writeUInt32BE(flavor, 0);
  [sorted.length, 16 << power, power, sorted.length * 16 - (16 << power)].forEach((word, place) =>
    header.writeUInt16BE(word, 4 + place * 2),
  );
  const parts = [header];
  let offset = header.length;
  for (const [place, [tag, table]] of sorted.entries()) {
    const at = 12 + place * 16;
    header.write(tag, at, 'latin1');
    header.writeUInt32BE(offset, at + 8);
    header.writeUInt32BE(table.length, at + 12);
    parts.push(table, Buffer.alloc(-table.length & 3));
    offset += (table.length + 3) & ~3;
  }
  return Buffer.concat(parts);
}
