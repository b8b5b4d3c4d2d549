import type { IdentifiedPost } from './identify.ts';
import { isHint } from './likeness.ts';

/** What the store knows of a post when a document arrives. */
export interface KnownPost {
  id: number;
  key: string;
  fingerprint: string;
  title?: string;
  publishedAt?: number;
  joinKeys: string[];
}

/** What to do with the posts of one document. Read marks are no part of it: a merge never changes them. */
export interface MergePlan {
  added: IdentifiedPost[];
  /** The wire said something else than before; `decideEdit` tells whether a reader would notice. */
  changed: { known: KnownPost; incoming: IdentifiedPost }[];
  unchanged: number;
}

/**
 * Matches a document's posts with what is stored of the same feed. `known` holds at least the posts with an equal key, now
 * or formerly, an equal join key (a moved feed's titles are among them); `dropped` the keys of tombstones, which do not come back.
 */
export function planMerge(
  known: KnownPost[],
  incoming: IdentifiedPost[],
  dropped: ReadonlySet<string>,
): MergePlan {
  const plan: MergePlan = { added: [], changed: [], unchanged: 0 };
  const byKey = new Map(known.map((post) => [post.key, post]));
  const matched = new Set<number>();
  const strangers: IdentifiedPost[] = [];
  for (const post of incoming) {
    const match = byKey.get(post.key);
    if (match === undefined) strangers.push(post);
    else {
      matched.add(match.id);
      note(plan, match, post);
    }
  }
  const rest = known.filter((post) => !matched.has(post.id));
  for (const post of strangers) {
    const match = rest.find((other) => !matched.has(other.id) && isSamePost(other, post));
    if (match !== undefined) {
      matched.add(match.id);
      note(plan, match, post);
    } else if (!dropped.has(post.key) && !dropped.has(post.formerKey ?? '')) plan.added.push(post);
  }
  return plan;
}

function note(plan: MergePlan, known: KnownPost, incoming: IdentifiedPost): void {
  if (known.key === incoming.key && known.fingerprint === incoming.fingerprint) plan.unchanged++;
  else plan.changed.push({ known, incoming });
}

/**
 * Another guid, but the same post: the same link and the same title or date (a server that makes up guids at each
 * request, or moved to https), or the same title at the same second (a feed that moved to another host).
 */
function isSamePost(known: KnownPost, incoming: IdentifiedPost): boolean {
  if (known.key === incoming.formerKey) return true;
  const { title, publishedAt } = incoming.post;
  const sameTitle = title !== undefined && title === known.title;
  const sameDate = publishedAt !== undefined && publishedAt === known.publishedAt;
  if (sameTitle && sameDate) return true;
  const samePage = incoming.joinKeys.some((key) => !isHint(key) && known.joinKeys.includes(key));
  return samePage && (sameTitle || sameDate);
}

/** A post's words, as a reader sees them: plain text. */
export interface Wording {
  title: string;
  text: string;
}

/**
 * Is the change one a reader would notice? Markup and white space are no edits, nor are counters in the text
 * ("3 comments", "5 comments"); a number in the title is one ("Version 1.2", "Version 1.3").
 */
export function isEdit(before: Wording, after: Wording): boolean {
  return spaced(before.title) !== spaced(after.title) || essence(before.text) !== essence(after.text);
}

function essence(text: string): string {
  return spaced(text.replace(/\p{N}+/gu, '0'));
}

function spaced(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
