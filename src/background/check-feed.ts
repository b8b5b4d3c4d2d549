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
 * anywhere in here leaves the feed as it was, due again. Answers whether its server was asked.
 */
export async function checkFeed(due: DueFeed, facts: CheckFacts): Promise<boolean> {
  const { feed } = due;
  const { host, hostname } = new URL(feed.url);
  const startedAt = facts.now();
  const notAsked = { due, startedAt };
  if (!(await facts.isPermitted(feed.url))) {
    await finish({ kind: 'failed', why: 'needs-permission', detail: hostname }, notAsked, facts);
    return false;
  }
  const quietUntil = await quietUntilAt(host);
  if (quietUntil > startedAt) {
    await finish({ kind: 'limited', status: 429, retryAt: quietUntil }, notAsked, facts);
    return false;
  }
  const fetched = await fetchFeed(feed.url, validatorsOf(due, startedAt), facts.cancel, facts.now);
  const asked: Asked = { due, startedAt, fetched };
  if (fetched.kind === 'bytes') await storeBytes(asked, fetched, facts);
  else if (fetched.kind === 'limited') await storePause(asked, fetched, host, facts);
  else if (fetched.kind !== 'cancelled') await finish(fetched, asked, facts);
  return true;
}

function validatorsOf({ check }: DueFeed, now: number): Validators {
  if (check.validatorsAt === undefined || now - check.validatorsAt > validatorsLastMs) return {};
  return {
    ...(check.etag !== undefined && { etag: check.etag }),
    ...(check.lastModified !== undefined && { lastModified: check.lastModified }),
  };
}

/** The whole host gets its pause, not this feed alone. */
async function storePause(
  asked: Asked,
  fetched: Fetched & { kind: 'limited' },
  host: string,
  facts: CheckFacts,
): Promise<void> {
  const { status, retryAt = facts.now() + hourMs } = fetched;
  await quietHost(host, retryAt);
  await finish({ kind: 'limited', status, retryAt }, asked, facts);
}

async function storeBytes(
  asked: Asked,
  { status, bytes, facts: wire }: Fetched & { kind: 'bytes' },
  facts: CheckFacts,
): Promise<void> {
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
): Promise<void> {
  const now = facts.now();
  await saveCheck(
    asked.due.check,
    document,
    (counts, rhythm) =>
      finished(withNews(outcomeOf(outcome), counts), asked, facts, now, { document, counts, rhythm }),
    now,
  );
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
