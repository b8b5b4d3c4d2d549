import { isPlainDrawing } from '../feeds/site-icons.ts';
import type { IconImage } from '../storage/icon-row.ts';

/** Icons are drawn at about 20 px, on fine screens with three times as many. */
const side = 64;
const mostDrawingBytes = 20_000;
/** A picture wider than this is a banner. */
const widest = 1.6;

/**
 * A picture drawn anew as a small PNG: it is a picture for sure then, costs little room, and nothing but pixels is left
 * of it. Workers cannot draw SVG: one that is small and plain stays as it is. Undefined for what cannot be an icon.
 */
export async function shrinkIcon(bytes: Uint8Array, type: string): Promise<IconImage | undefined> {
  if (type === 'image/svg+xml') {
    const isFit = bytes.length <= mostDrawingBytes && isPlainDrawing(new TextDecoder().decode(bytes));
    return isFit ? { type, bytes } : undefined;
  }
  const bitmap = await createImageBitmap(new Blob([bytes as BlobPart], { type })).catch(() => undefined);
  if (bitmap === undefined) return undefined;
  const { width, height } = bitmap;
  const longer = Math.max(width, height);
  if (longer > widest * Math.min(width, height)) return undefined;
  const scale = Math.min(1, side / longer);
  const canvas = new OffscreenCanvas(Math.ceil(width * scale), Math.ceil(height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const png = await canvas.convertToBlob({ type: 'image/png' });
  return { type: 'image/png', bytes: new Uint8Array(await png.arrayBuffer()) };
}
