import { atRest, isResting, type Rest } from './at-rest.ts';
import { db } from './database.ts';
import { titleOf } from './feed-rows.ts';
import { actionTables, recordAction } from './record.ts';
import { reseat } from './reseat.ts';
import type { FeedRow } from './schema.ts';
import type { ActionKind, Inverse } from './schema-actions.ts';

/** Stops asking a feed until the person says so. */
export function pauseFeed(feedId: number, now: number): Promise<void> {
  return changeRest(feedId, 'pause', { pausedAt: now }, now);
}

/** Stops asking a feed until an instant. */
export function snoozeFeed(feedId: number, untilAt: number, now: number): Promise<void> {
  return changeRest(feedId, 'snooze', { snoozedUntilAt: untilAt }, now);
}

/** Asks a feed again, at once: at the next alarm. */
export function resumeFeed(feedId: number, now: number): Promise<void> {
  return changeRest(feedId, 'resume', {}, now);
}

function changeRest(feedId: number, kind: ActionKind, rest: Rest, now: number): Promise<void> {
  return act(feedId, kind, (feed) => setRest(feed, rest, now), now);
}

/** Takes a feed out of the river, the topic pages and every total; or brings it back. */
export function muteFeed(feedId: number, on: boolean, now: number): Promise<void> {
  return act(feedId, on ? 'mute' : 'unmute', (feed) => setMute(feed, on ? now : undefined), now);
}

function act(
  feedId: number,
  kind: ActionKind,
  change: (feed: FeedRow) => Promise<Inverse>,
  now: number,
): Promise<void> {
  return db.transaction('rw', actionTables, async () => {
    const feed = await db.feeds.get(feedId);
    if (feed === undefined || feed.leftAt !== undefined) return;
    const inverses = [await change(feed)];
    await recordAction({ kind, count: 1, name: titleOf(feed), inverses }, now);
  });
}

/** Sets how a feed rests; answers the inverse. Inside the caller's transaction. */
export async function setRest(feed: FeedRow, rest: Rest, now: number): Promise<Inverse> {
  const { pausedAt, snoozedUntilAt, ...awake } = feed;
  const next = { ...awake, ...rest };
  await db.feeds.put(next);
  const check = await db.checks.get(feed.id);
  if (check !== undefined)
    await db.checks.put(atRest(next, { ...check, ...(isResting(feed, now) && { nextAt: now }) }, now));
  return {
    do: 'rest',
    feedId: feed.id,
    ...(pausedAt !== undefined && { pausedAt }),
    ...(snoozedUntilAt !== undefined && { snoozedUntilAt }),
  };
}

/** Mutes a feed or lets it be heard; answers the inverse. Inside the caller's transaction. */
export async function setMute(feed: FeedRow, mutedAt: number | undefined): Promise<Inverse> {
  const { mutedAt: was, ...heard } = feed;
  await reseat([feed.id], () => db.feeds.put(mutedAt === undefined ? heard : { ...heard, mutedAt }));
  return { do: 'mute', feedId: feed.id, ...(was !== undefined && { mutedAt: was }) };
}
