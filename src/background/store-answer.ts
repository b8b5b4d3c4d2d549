import { identify } from '../feeds/identify.ts';
import type { Outcome } from '../feeds/outcome.ts';
import { readFeed } from '../feeds/read.ts';
import type { ReadDocument } from '../storage/checks.ts';
import { quietHost } from '../storage/quiet-hosts.ts';
import { saveCheck } from '../storage/save-check.ts';
import type { StoredCounts } from '../storage/store-posts.ts';
import type { Fetched } from './fetch-feed.ts';
import { type Asked, type CheckFacts, finished } from './finish-check.ts';
import type { PassWriter } from './pass-writer.ts';

const hourMs = 60 * 60 * 1000;

/**
 * From what a server answered to the stored result. A document is one transaction; what changes no post is handed to the
 * pass, which writes several at once.
 */
export async function storeAnswer(
  asked: Asked & { fetched: Fetched },
  facts: CheckFacts,
  writer: PassWriter,
): Promise<void> {
  const { fetched } = asked;
  if (fetched.kind === 'bytes') await storeBytes(asked, fetched, facts, writer);
  else if (fetched.kind === 'limited') {
    // The whole host gets its pause, not this feed alone.
    const { status, retryAt = facts.now() + hourMs } = fetched;
    await quietHost(new URL(asked.due.feed.url).host, retryAt);
    writer.add(asked, { kind: 'limited', status, retryAt });
  } else if (fetched.kind !== 'cancelled') writer.add(asked, bare(fetched));
}

async function storeBytes(
  asked: Asked,
  { status, bytes, facts: wire }: Fetched & { kind: 'bytes' },
  facts: CheckFacts,
  writer: PassWriter,
): Promise<void> {
  asked.bodyHash = await digest(bytes);
  if (asked.bodyHash === asked.due.check.bodyHash) return writer.add(asked, { kind: 'unchanged', status });
  const read = readFeed(bytes, wire);
  if (read.kind === 'none') return writer.add(asked, { kind: 'failed', why: read.reason, status });
  const { feed } = read;
  const document: ReadDocument = { feed, posts: identify(feed.posts, feed.siteUrl) };
  const now = facts.now();
  try {
    await saveCheck(
      asked.due.check,
      document,
      (counts, rhythm) => finished(found(status, counts), asked, facts, now, { document, counts, rhythm }),
      now,
      asked.due.feed.url,
    );
    writer.noteStored();
  } catch (error) {
    reportError(error);
    // Without the validators and the hash of what was not stored: the next check brings it again.
    const { fetched: _fetched, bodyHash: _bodyHash, ...unstored } = asked;
    writer.add(unstored, { kind: 'failed', why: 'storage', status, detail: String(error) });
  }
}

/** A document that brought nothing new is no news. */
function found(status: number, { added, edited }: StoredCounts): Outcome {
  return added + edited === 0 ? { kind: 'unchanged', status } : { kind: 'fresh', added, edited, status };
}

/** What was fetched, as an outcome: without headers, redirects and doubts. */
function bare(answer: Fetched): Outcome {
  const {
    headers: _headers,
    redirects: _redirects,
    isDoubtful: _isDoubtful,
    ...outcome
  } = answer as Fetched & { isDoubtful?: unknown };
  return outcome as Outcome;
}

/** SHA-256 of the bytes as hex: the cheapest strong hash a browser has. */
async function digest(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
