import type { ParsedEnclosure } from './model.ts';
import type { Part } from './query.ts';

const CODE = /<(?:pre|code)[\s>]/i;
const AUDIO = /<audio[\s>]/i;
const IMAGE = /<img[\s/>]/i;

/** Which parts a post has that one may want to look for: code, sound, pictures. */
export function partsOf(
  html: string,
  { enclosures = [], imageUrl }: { enclosures?: ParsedEnclosure[]; imageUrl?: string },
): Set<Part> {
  const parts = new Set<Part>();
  const brings = (kind: string) => enclosures.some(({ type }) => type?.startsWith(kind) === true);
  if (CODE.test(html)) parts.add('code');
  if (AUDIO.test(html) || brings('audio/')) parts.add('audio');
  if (IMAGE.test(html) || imageUrl !== undefined || brings('image/')) parts.add('image');
  return parts;
}
