import { identify } from '../feeds/identify.ts';
import type { Outcome } from '../feeds/outcome.ts';
import { readFeed } from '../feeds/read.ts';
import { nextCheck } from '../feeds/schedule.ts';
import { type DueFeed, quietHost, quietUntilAt, type ReadDocument, saveCheck } from '../storage/checks.ts';
import type { CheckRow } from '../storage/schema.ts';
import { type Fetched, fetchFeed } from './fetch-feed.ts';

const hourMs = 60 * 60 * 1000;

export interface CheckFacts {
  checkEveryMinutes: number;
  cancel: AbortSignal;
  now: () => number;
  /** May the extension ask this host? */
  isPermitted: (url: string) => Promise<boolean>;
}

/**
 * One check of one feed, from the request to the stored result. The result is one transaction: a worker killed
 * anywhere in here leaves the feed as it was, due again. Answers the outcome; undefined when it was cancelled.
 */
export async function checkFeed({ feed, check }: DueFeed, facts: CheckFacts): Promise<Outcome | undefined> {
  if (!(await facts.isPermitted(feed.url))) {
    return finish(
      check,
      { kind: 'failed', why: 'needs-permission', detail: new URL(feed.url).hostname },
      facts,
    );
  }
  const host = new URL(feed.url).host;
  const quietUntil = await quietUntilAt(host);
  if (quietUntil > facts.now()) {
    return finish(check, { kind: 'limited', status: 429, retryAt: quietUntil }, facts);
  }
  const validators = {
    ...(check.etag !== undefined && { etag: check.etag }),
    ...(check.lastModified !== undefined && { lastModified: check.lastModified }),
  };
  const fetched = await fetchFeed(feed.url, validators, facts.cancel, facts.now);
  if (fetched.kind === 'cancelled') return undefined;
  if (fetched.kind === 'bytes') return storeBytes(check, fetched, facts);
  if (fetched.kind !== 'limited') return finish(check, fetched, facts);
  const retryAt = fetched.retryAt ?? facts.now() + hourMs;
  await quietHost(host, retryAt);
  return finish(check, { kind: 'limited', status: fetched.status, retryAt }, facts);
}

async function storeBytes(
  check: CheckRow,
  fetched: Fetched & { kind: 'bytes' },
  facts: CheckFacts,
): Promise<Outcome | undefined> {
  const { status, bytes } = fetched;
  const bodyHash = await digest(bytes);
  const seen: CheckRow = withoutValidators({ ...check, ...fetched.validators, bodyHash }, fetched.validators);
  if (bodyHash === check.bodyHash) return finish(seen, { kind: 'unchanged', status }, facts);
  const read = readFeed(bytes, fetched.facts);
  if (read.kind === 'none') return finish(check, { kind: 'failed', why: read.reason, status }, facts);
  const { feed } = read;
  const document: ReadDocument = { feed, posts: identify(feed.posts, feed.siteUrl) };
  return finish(
    { ...seen, pace: feed.pace },
    { kind: 'fresh', added: 0, edited: 0, status },
    facts,
    document,
  );
}

/** Validators the server no longer sends are dropped. */
function withoutValidators(check: CheckRow, sent: { etag?: string; lastModified?: string }): CheckRow {
  const next = { ...check };
  if (sent.etag === undefined) delete next.etag;
  if (sent.lastModified === undefined) delete next.lastModified;
  return next;
}

async function finish(
  check: CheckRow,
  outcome: Outcome,
  facts: CheckFacts,
  document?: ReadDocument,
): Promise<Outcome> {
  const now = facts.now();
  let told = outcome;
  await saveCheck(
    check,
    document,
    (counts) => {
      if (outcome.kind === 'fresh') {
        const isNews = counts.added + counts.edited > 0;
        told = isNews ? { ...outcome, ...counts } : { kind: 'unchanged', status: outcome.status };
      }
      return checkRowAfter(check, told, facts.checkEveryMinutes, now);
    },
    now,
  );
  return told;
}

function checkRowAfter(check: CheckRow, outcome: Outcome, checkEveryMinutes: number, now: number): CheckRow {
  const next = nextCheck(outcome, checkEveryMinutes, now);
  const row: CheckRow = { ...check, lastAt: now, outcome, nextWhy: next.why };
  if (next.at === undefined) delete row.nextAt;
  else row.nextAt = next.at;
  const isGood = outcome.kind === 'fresh' || outcome.kind === 'unchanged';
  if (isGood) row.lastGoodAt = now;
  const isFailure = outcome.kind === 'failed' && outcome.why !== 'needs-permission';
  row.failures = isFailure ? check.failures + 1 : isGood ? 0 : check.failures;
  return row;
}

/** SHA-256 of the bytes as hex: the cheapest strong hash a browser has. */
async function digest(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
