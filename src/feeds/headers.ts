/** The headers of an answer that say when to come again, as they were sent. */
export interface PaceHeaders {
  cacheControl?: string | null;
  expires?: string | null;
  date?: string | null;
  age?: string | null;
  retryAfter?: string | null;
}

const minuteMs = 60_000;
const weekMs = 7 * 24 * 60 * minuteMs;

/**
 * The instant a Retry-After header names (RFC 9110, 10.2.3): seconds, or an HTTP date; undefined when it is neither.
 * Waits are held between one minute and seven days.
 */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  const at = isDigits(text) ? now + Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  return Math.min(Math.max(at, now + minuteMs), now + weekMs);
}

/**
 * Until when the answer is fresh (RFC 9111, 4.2): max-age, else Expires after Date, less the Age it had on arrival.
 * s-maxage is for shared caches, which we are not. Undefined when it is stale already or nothing is said.
 */
export function freshUntil(headers: PaceHeaders, now: number): number | undefined {
  const directives = directivesOf(headers.cacheControl ?? '');
  if (directives.has('no-cache') || directives.has('no-store')) return undefined;
  const lifetimeMs = secondsOf(directives.get('max-age')) ?? expiresIn(headers, now);
  if (lifetimeMs === undefined) return undefined;
  const until = now + lifetimeMs - (secondsOf(headers.age) ?? 0);
  return until > now ? until : undefined;
}

/** Directives by their name; of one given twice the first counts (RFC 9111, 4.2.1). */
function directivesOf(header: string): Map<string, string> {
  const pairs = header.split(',').map((part): [string, string] => {
    const [name = '', value = ''] = part.split('=', 2);
    return [name.trim().toLowerCase(), value];
  });
  return new Map(pairs.reverse());
}

/** Whole seconds, quoted or not, in milliseconds. */
function secondsOf(text: string | null | undefined): number | undefined {
  const digits = text?.trim().replace(/^"(.*)"$/, '$1') ?? '';
  return isDigits(digits) ? Number(digits) * 1000 : undefined;
}

/** By the server's own clock where it tells it: ours may be wrong. An invalid date ("0") means "expired". */
function expiresIn({ expires, date }: PaceHeaders, now: number): number | undefined {
  if (expires == null) return undefined;
  const until = httpDate(expires);
  return until === undefined ? undefined : until - (httpDate(date) ?? now);
}

/** RFC 9110, 5.6.7; a bare number is no date, though Date.parse would take it for one. */
function httpDate(text: string | null | undefined): number | undefined {
  if (text == null || !/[a-z]/i.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

function isDigits(text: string): boolean {
  return /^\d+$/.test(text);
}
