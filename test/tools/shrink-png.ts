import { deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;

/**
 * A picture of a page (PNG, 8 bits, RGB or RGBA, as browsers write it) with 256 of its colours: a page of text looks the
 * same and takes a quarter of the room.
 */
export function shrinkPng(png: Uint8Array): Buffer {
  const { width, height, pixels, step } = readPixels(Buffer.from(png));
  const counts = new Map<number, number>();
  const colours = new Uint32Array(width * height);
  for (let i = 0; i < colours.length; i++) {
    const at = i * step;
    const colour = ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0);
    colours[i] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = paletteOf(counts);
  const places = new Map(palette.map((colour, place) => [colour, place]));
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = colours[y * width + x] ?? 0;
      const place = places.get(colour) ?? nearest(palette, colour);
      places.set(colour, place);
      rows[y * (width + 1) + x + 1] = place;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // 8 bits a pixel, colours from the palette.
  head.set([8, 3, 0, 0, 0], 8);
  const bytes = palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(bytes)),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The commonest colours, and those that would be missed most: a dot is small, and has no other colour near its own. */
function paletteOf(counts: Map<number, number>): number[] {
  const colours = [...counts].sort((a, b) => b[1] - a[1]);
  const palette = colours.slice(0, COLOURS / 2).map(([colour]) => colour);
  const others = colours.slice(COLOURS / 2).map(([colour, count]) => {
    return { colour, count, away: Math.min(...palette.map((each) => distance(each, colour))) };
  });
  while (palette.length < COLOURS && others.length > 0) {
    const missed = others.reduce((a, b) => (b.count * b.away > a.count * a.away ? b : a)).colour;
    palette.push(missed);
    for (const other of others) other.away = Math.min(other.away, distance(missed, other.colour));
    if (others.every(({ away }) => away === 0)) break;
  }
  return palette;
}

function nearest(palette: number[], colour: number): number {
  let best = 0;
  palette.forEach((other, place) => {
    if (distance(other, colour) < distance(palette[best] ?? 0, colour)) best = place;
  });
  return best;
}

/** The square of how far apart two colours are. */
function distance(one: number, other: number): number {
  const red = (one >> 16) - (other >> 16);
  const green = ((one >> 8) & 255) - ((other >> 8) & 255);
  const blue = (one & 255) - (other & 255);
  return red * red + green * green + blue * blue;
}

/** The pixels of a PNG as this file or a browser writes it, `step` bytes each, rows without padding. */
export function readPixels(png: Buffer): { width: number; height: number; pixels: Buffer; step: number } {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  // Colours in a palette are one byte a pixel, RGB three, RGBA four.
  const step = png[25] === 3 ? 1 : png[25] === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return {
    width,
    height,
    step,
    pixels: unfilter(inflateSync(Buffer.concat(parts)), height, width * step, step),
  };
}

/** Each row of a PNG is stored as what differs from its neighbours (https://www.w3.org/TR/png/#9Filters). */
function unfilter(rows: Buffer, height: number, length: number, step: number): Buffer {
  const pixels = Buffer.alloc(height * length);
  for (let y = 0; y < height; y++) {
    const kind = rows[y * (length + 1)];
    for (let x = 0; x < length; x++) {
      const left = x < step ? 0 : (pixels[y * length + x - step] ?? 0);
      const up = y === 0 ? 0 : (pixels[(y - 1) * length + x] ?? 0);
      const corner = x < step || y === 0 ? 0 : (pixels[(y - 1) * length + x - step] ?? 0);
      const guesses = [0, left, up, (left + up) >> 1, paeth(left, up, corner)];
      pixels[y * length + x] = ((rows[y * (length + 1) + x + 1] ?? 0) + (guesses[kind ?? 0] ?? 0)) & 255;
    }
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc(named));
  return Buffer.concat([length, named, check]);
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
