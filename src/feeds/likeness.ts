import { hashText } from './hash.ts';
import { plainText } from './text.ts';

/** As much of a post as tells whether it is another feed's post, when neither link nor guid says so. */
export interface Told {
  title?: string;
  author?: string;
  /** The body as plain text. */
  text: string;
  /** As written in the feed; undefined where it gives none. */
  publishedAt?: number;
}

const threeDaysMs = 3 * 24 * 60 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;
/** So much of the shorter text must stand in the longer one. */
export const nearlyEqual = 0.9;
/** Texts with fewer pieces than this say too little: they must be equal. */
const fewPieces = 8;
/** Pieces compared of one text: enough to tell, and bounded. */
const mostPieces = 2_000;

/** Key under which posts of equal title meet (without a title: of equal beginning); undefined when there is neither. */
export function textKey(title: string | undefined, html: string): string | undefined {
  const line = words(title ?? '');
  if (line !== '') return `t:${hashText(line)}`;
  const start = words(plainText(html.slice(0, 2_000)).slice(0, 300));
  return start.length < 20 ? undefined : `t:${hashText(start)}`;
}

/** Is this join key only a hint, to be confirmed by the texts? */
export function isHint(joinKey: string): boolean {
  return joinKey.startsWith('t:');
}

/**
 * Is it the same post, told by two feeds? Title and author must agree (an author may be missing), the dates lie within
 * three days, and the shorter text stand nearly whole in the longer one (a summary in a full text counts). The same
 * title at the same second also counts: feeds of one site often cut their texts in different ways.
 */
export function isSameStory(a: Told, b: Told): boolean {
  if (words(a.title ?? '') !== words(b.title ?? '') || !authorsAgree(a.author, b.author)) return false;
  if (a.publishedAt !== undefined && b.publishedAt !== undefined) {
    if (Math.abs(a.publishedAt - b.publishedAt) > threeDaysMs) return false;
    if (a.publishedAt === b.publishedAt && a.publishedAt % dayMs !== 0 && words(a.title ?? '') !== '')
      return true;
  }
  return likeness(a.text, b.text) >= nearlyEqual;
}

/** How much of the shorter text stands in the longer one, 0 to 1, in pieces of three words (four characters in CJK). */
export function likeness(a: string, b: string): number {
  const [few, many] = [pieces(words(a)), pieces(words(b))].sort((x, y) => x.size - y.size) as [
    Set<string>,
    Set<string>,
  ];
  if (few.size < fewPieces) return few.size > 0 && words(a) === words(b) ? 1 : 0;
  let shared = 0;
  for (const piece of few) if (many.has(piece)) shared++;
  return shared / few.size;
}

function authorsAgree(a: string | undefined, b: string | undefined): boolean {
  const [one, other] = [words(a ?? ''), words(b ?? '')];
  return one.includes(other) || other.includes(one);
}

/** Letters and digits only, in one case, one space between words. */
function words(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function pieces(text: string): Set<string> {
  const list = text.split(' ');
  // Scripts without spaces come as a few very long words.
  if (text.length > list.length * 12) return piecesOfCharacters(text.replaceAll(' ', ''));
  const found = new Set<string>();
  for (let i = 0; i + 3 <= list.length && i < mostPieces; i++)
    found.add(`${list[i]} ${list[i + 1]} ${list[i + 2]}`);
  return found;
}

function piecesOfCharacters(text: string): Set<string> {
  const found = new Set<string>();
  for (let i = 0; i + 4 <= text.length && i < mostPieces * 4; i++) found.add(text.slice(i, i + 4));
  return found;
}
