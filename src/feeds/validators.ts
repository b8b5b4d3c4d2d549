import { postsADay, type Rhythm } from './rhythm.ts';

/** Validators of the last whole answer, sent back so that the server may say 304 (RFC 9110, 8.8). */
export interface Validators {
  etag?: string;
  lastModified?: string;
}

/** The validators as stored, and when the whole answer came that brought them. */
export interface KeptValidators extends Validators {
  validatorsAt?: number;
}

const dayMs = 24 * 60 * 60 * 1000;
/** Some servers answer 304 for ever: validators as old as this are not sent, and the answer comes whole. */
const longestMs = 8 * dayMs;
/** With so many posts foretold and none come, "unchanged" is believed once in a thousand times only: e^-7. */
const postsMissed = 7;

/**
 * What to send with the next request; nothing when the whole document is wanted: after eight days, or when the feed
 * has said "unchanged" for so long that, by its own rhythm, seven posts should have come.
 */
export function validatorsToSend(kept: KeptValidators, rhythm: Rhythm | undefined, now: number): Validators {
  const { etag, lastModified, validatorsAt } = kept;
  if (validatorsAt === undefined) return {};
  const ageMs = now - validatorsAt;
  // A clock that was set back would hold them for ever.
  if (ageMs < 0 || ageMs > longestMs) return {};
  const missed = rhythm === undefined ? 0 : (postsADay(rhythm) * ageMs) / dayMs;
  if (ageMs >= dayMs && missed >= postsMissed) return {};
  return { ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) };
}

/** The document a 304 says it means. */
export interface Named {
  etag: string | null;
  lastModified: string | null;
}

/** Does a 304 mean another document than ours: another ETag, or a later date (RFC 9110, 15.4.5)? */
export function contradicts(sent: Validators, named: Named): boolean {
  if (sent.etag !== undefined && named.etag !== null) return opaque(named.etag) !== opaque(sent.etag);
  if (sent.lastModified === undefined || named.lastModified === null) return false;
  return Date.parse(named.lastModified) > Date.parse(sent.lastModified);
}

/** Weak comparison (RFC 9110, 8.8.3.2); servers that compress put "-gzip" into the tag of one answer and not of the other. */
function opaque(etag: string): string {
  return etag
    .trim()
    .replace(/^W\//, '')
    .replace(/-(gzip|br|df)"$/, '"');
}
