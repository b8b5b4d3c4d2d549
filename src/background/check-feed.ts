import { identify } from '../feeds/identify.ts';
import type { Outcome } from '../feeds/outcome.ts';
import { readFeed } from '../feeds/read.ts';
import { type DueFeed, quietHost, quietUntilAt, type ReadDocument, saveCheck } from '../storage/checks.ts';
import type { StoredCounts } from '../storage/store-posts.ts';
import { type Fetched, fetchFeed, type Validators } from './fetch-feed.ts';
import { type Asked, type CheckFacts, finished } from './finish-check.ts';

const hourMs = 60 * 60 * 1000;
/** Some servers answer 304 for ever: validators as old as this are not sent, and the answer comes whole. */
const validatorsLastMs = 8 * 24 * hourMs;

/**
 * One check of one feed, from the request to the stored result. The result is one transaction: a worker killed
 * anywhere in here leaves the feed as it was, due again. Answers the outcome; undefined when it was cancelled.
 */
export async function checkFeed(due: DueFeed, facts: CheckFacts): Promise<Outcome | undefined> {
  const { feed } = due;
  const { host, hostname } = new URL(feed.url);
  const startedAt = facts.now();
  const notAsked = { due, startedAt };
  if (!(await facts.isPermitted(feed.url))) {
    return finish({ kind: 'failed', why: 'needs-permission', detail: hostname }, notAsked, facts);
  }
  const quietUntil = await quietUntilAt(host);
  if (quietUntil > startedAt) {
    return finish({ kind: 'limited', status: 429, retryAt: quietUntil }, notAsked, facts);
  }
  const fetched = await fetchFeed(feed.url, validatorsOf(due, startedAt), facts.cancel, facts.now);
  if (fetched.kind === 'cancelled') return undefined;
  const asked: Asked = { due, startedAt, fetched };
  if (fetched.kind === 'bytes') return storeBytes(asked, fetched, facts);
  if (fetched.kind !== 'limited') return finish(fetched, asked, facts);
  const retryAt = fetched.retryAt ?? facts.now() + hourMs;
  await quietHost(host, retryAt);
  return finish({ kind: 'limited', status: fetched.status, retryAt }, asked, facts);
}

function validatorsOf({ check }: DueFeed, now: number): Validators {
  if (check.validatorsAt === undefined || now - check.validatorsAt > validatorsLastMs) return {};
  return {
    ...(check.etag !== undefined && { etag: check.etag }),
    ...(check.lastModified !== undefined && { lastModified: check.lastModified }),
  };
}

async function storeBytes(
  asked: Asked,
  { status, bytes, facts: wire }: Fetched & { kind: 'bytes' },
  facts: CheckFacts,
): Promise<Outcome> {
  asked.bodyHash = await digest(bytes);
  if (asked.bodyHash === asked.due.check.bodyHash) return finish({ kind: 'unchanged', status }, asked, facts);
  const read = readFeed(bytes, wire);
  if (read.kind === 'none') return finish({ kind: 'failed', why: read.reason, status }, asked, facts);
  const { feed } = read;
  const document: ReadDocument = { feed, posts: identify(feed.posts, feed.siteUrl) };
  return finish({ kind: 'fresh', added: 0, edited: 0, status }, asked, facts, document);
}

async function finish(
  outcome: Outcome | Fetched,
  asked: Asked,
  facts: CheckFacts,
  document?: ReadDocument,
): Promise<Outcome> {
  const now = facts.now();
  let told = outcomeOf(outcome);
  await saveCheck(
    asked.due.check,
    document,
    (counts) => {
      told = withNews(told, counts);
      return finished(told, asked, facts, now, { document, counts });
    },
    now,
  );
  return told;
}

/** A document that brought nothing new is no news. */
function withNews(outcome: Outcome, { added, edited }: StoredCounts): Outcome {
  if (outcome.kind !== 'fresh') return outcome;
  if (added + edited === 0) return { kind: 'unchanged', status: outcome.status };
  return { ...outcome, added, edited };
}

/** What was fetched without its headers and redirects. */
function outcomeOf(answer: Outcome | Fetched): Outcome {
  const { headers: _headers, redirects: _redirects, ...outcome } = answer as Outcome & Partial<Fetched>;
  return outcome as Outcome;
}

/** SHA-256 of the bytes as hex: the cheapest strong hash a browser has. */
async function digest(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
