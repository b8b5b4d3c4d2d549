import { validatorsToSend } from '../feeds/validators.ts';
import { credentialFor } from '../storage/credentials.ts';
import type { DueFeed } from '../storage/due-feeds.ts';
import { quietUntilAt } from '../storage/quiet-hosts.ts';
import { later } from './ask-later.ts';
import { fetchFeed } from './fetch-feed.ts';
import type { CheckFacts } from './finish-check.ts';
import type { PassWriter } from './pass-writer.ts';

/**
 * One check of one feed, from the request to the stored result. A worker killed anywhere leaves the feed as it was, due
 * again. `writer` is that of the pass, which is loaded once the first requests are sent. Answers whether the feed's server was
 * asked.
 */
export async function checkFeed(
  due: DueFeed,
  facts: CheckFacts,
  writer: Promise<PassWriter>,
): Promise<boolean> {
  const { feed, check, rhythm } = due;
  const { host, hostname } = new URL(feed.url);
  const startedAt = facts.now();
  if (!facts.isPermitted(feed.url)) {
    const outcome = { kind: 'failed', why: 'needs-permission', detail: hostname } as const;
    (await writer).add({ due, startedAt }, outcome);
    return false;
  }
  const quietUntil = await quietUntilAt(host);
  if (quietUntil > startedAt) {
    (await writer).add({ due, startedAt }, { kind: 'limited', status: 429, retryAt: quietUntil });
    return false;
  }
  const fetched = await fetchFeed(feed.url, {
    validators: validatorsToSend(check, rhythm, startedAt),
    credential: credentialFor(facts.credentials, feed.id, feed.url),
    cancel: facts.cancel,
    now: facts.now,
  });
  await later('storeAnswer', { due, startedAt, fetched }, facts, await writer);
  return true;
}
