import { readPixels } from './shrink-png.ts';

/** How much a colour may differ: browsers smooth letters a little differently from run to run, and palettes round. */
const SAME_COLOUR = 48;

/** The share of pixels (0 to 1) in which two PNGs of one size differ; 1 when their sizes do. */
export function differenceOf(before: Uint8Array, after: Uint8Array): number {
  const [one, other] = [coloursOf(Buffer.from(before)), coloursOf(Buffer.from(after))];
  if (one.width !== other.width || one.height !== other.height) return 1;
  let different = 0;
  for (let i = 0; i < one.colours.length; i++)
    if (distance(one.colours[i] ?? 0, other.colours[i] ?? 0) > SAME_COLOUR) different++;
  return different / one.colours.length;
}

function distance(a: number, b: number): number {
  const part = (shift: number) => Math.abs(((a >> shift) & 255) - ((b >> shift) & 255));
  return Math.max(part(16), part(8), part(0));
}

/** Each pixel as 0xRRGGBB. */
function coloursOf(png: Buffer): { width: number; height: number; colours: Uint32Array } {
  const { width, height, pixels, step } = readPixels(png);
  const at = png.indexOf('PLTE', 0, 'latin1') + 4;
  const table = step === 1 ? png.subarray(at) : pixels;
  const colours = Uint32Array.from({ length: width * height }, (_, i) => {
    const from = step === 1 ? (pixels[i] ?? 0) * 3 : i * step;
    return ((table[from] ?? 0) << 16) | ((table[from + 1] ?? 0) << 8) | (table[from + 2] ?? 0);
  });
  return { width, height, colours };
}
