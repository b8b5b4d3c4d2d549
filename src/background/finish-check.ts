import { observe, pastRhythm } from '../feeds/learn-rhythm.ts';
import type { Outcome } from '../feeds/outcome.ts';
import { afterRedirect } from '../feeds/redirects.ts';
import type { Rhythm } from '../feeds/rhythm.ts';
import { type CheckSettings, decideNextCheck } from '../feeds/schedule.ts';
import type { Finished, ReadDocument } from '../storage/checks.ts';
import type { Credentials } from '../storage/credentials.ts';
import type { DueFeed } from '../storage/due-feeds.ts';
import type { CheckRow } from '../storage/schema.ts';
import type { CheckLine } from '../storage/schema-checks.ts';
import type { StoredCounts } from '../storage/store-posts.ts';
import type { Fetched } from './fetch-feed.ts';

/** What every check of a pass is given. */
export interface CheckFacts {
  settings: CheckSettings;
  cancel: AbortSignal;
  now: () => number;
  /** 0 to below 1: spreads the next checks. */
  chance: () => number;
  /** May the extension ask this host? */
  isPermitted: (url: string) => boolean;
  /** Is there no network at all? */
  isOffline: () => boolean;
  credentials: Credentials;
}

/** What was asked of a server; without `fetched` nothing was. */
export interface Asked {
  due: DueFeed;
  startedAt: number;
  fetched?: Fetched;
  bodyHash?: string;
}

interface Stored {
  document?: ReadDocument;
  counts: StoredCounts;
  /** As learned before this check. */
  rhythm: Rhythm | undefined;
}

const storeAtLeastMs = 12 * 60 * 60 * 1000;
const noPosts: StoredCounts = { added: 0, edited: 0, addedTimes: [] };

/** The check's row, history line and new address, from what it found. Synchronous: it runs inside the transaction. */
export function finished(
  outcome: Outcome,
  asked: Asked,
  facts: CheckFacts,
  now: number,
  { document, counts, rhythm: before }: Stored = { counts: noPosts, rhythm: asked.due.rhythm },
): Finished {
  const { check, feed } = asked.due;
  const isGood = outcome.kind === 'fresh' || outcome.kind === 'unchanged';
  const row: CheckRow = { ...check, lastAt: now, outcome };
  if (isGood) {
    row.lastGoodAt = now;
    keepValidators(row, asked, now);
  }
  const rhythm = isGood ? rhythmAfter(before, document, counts, check.lastGoodAt, now) : before;
  if (document !== undefined) row.pace = document.feed.pace;
  const moved = isGood ? afterRedirect(check.moveSeen, asked.fetched?.redirects ?? []) : {};
  if (isGood) delete row.moveSeen;
  if (moved.seen !== undefined) row.moveSeen = moved.seen;
  plan(row, rhythm, outcome, asked, facts, now, feed.checkEveryMinutes);
  const line = asked.fetched && lineOf(outcome, asked, now);
  return {
    row,
    ...(rhythm !== undefined && isWorthStoring(rhythm, before, counts) && { rhythm }),
    ...(line !== undefined && { line }),
    ...(moved.moveTo !== undefined && { moveTo: moved.moveTo }),
  };
}

function rhythmAfter(
  before: Rhythm | undefined,
  document: ReadDocument | undefined,
  counts: StoredCounts,
  lastGoodAt: number | undefined,
  now: number,
): Rhythm {
  if (before !== undefined) {
    // What was found since it was stored is nothing, up to the check before this one.
    const upToLast = observe(before, [], Math.max(lastGoodAt ?? 0, before.seenAt));
    return observe(upToLast, counts.addedTimes, now);
  }
  const posts = document?.posts ?? [];
  return pastRhythm(
    posts.map(({ post }) => (post.dateOnly ? undefined : post.publishedAt)),
    now,
  );
}

/** Nothing found is learned as well the next time, from a longer window: it is not written with each check. */
function isWorthStoring(rhythm: Rhythm, before: Rhythm | undefined, counts: StoredCounts): boolean {
  return before === undefined || counts.added > 0 || rhythm.seenAt - before.seenAt > storeAtLeastMs;
}

/** Validators of a whole answer replace the old ones, also by none; a 304 leaves them, unless it is in doubt. */
function keepValidators(row: CheckRow, { fetched, bodyHash }: Asked, now: number): void {
  const isWhole = fetched?.kind === 'bytes';
  if (!isWhole && !(fetched?.kind === 'unchanged' && fetched.isDoubtful)) return;
  delete row.etag;
  delete row.lastModified;
  delete row.validatorsAt;
  // In doubt the next answer comes whole; if it is the document we have, its hash tells.
  if (!isWhole) return;
  delete row.bodyHash;
  Object.assign(row, fetched.validators, { validatorsAt: now }, bodyHash !== undefined && { bodyHash });
}

function plan(
  row: CheckRow,
  rhythm: Rhythm | undefined,
  outcome: Outcome,
  { fetched }: Asked,
  facts: CheckFacts,
  now: number,
  ownEveryMinutes: number | undefined,
): void {
  const { pace, failures, failingSinceAt, limits } = row;
  const history = {
    failures,
    limits,
    ...(failingSinceAt !== undefined && { failingSinceAt }),
    ...(rhythm !== undefined && { rhythm }),
    ...(pace !== undefined && { pace }),
  };
  const decision = decideNextCheck({
    history,
    outcome,
    ...(fetched?.headers !== undefined && { headers: fetched.headers }),
    settings: {
      ...facts.settings,
      isOffline: facts.isOffline(),
      ...(ownEveryMinutes !== undefined && { ownEveryMinutes }),
    },
    now,
    chance: facts.chance(),
  });
  const { at, why, ...counts } = decision;
  delete row.nextAt;
  delete row.failingSinceAt;
  Object.assign(row, counts, { why }, at !== undefined && { nextAt: at });
}

function lineOf(outcome: Outcome, { startedAt, fetched }: Asked, now: number): CheckLine {
  const status = 'status' in outcome ? outcome.status : undefined;
  return {
    at: startedAt,
    ms: now - startedAt,
    outcome: outcome.kind,
    bytes: fetched?.kind === 'bytes' ? fetched.bytes.length : 0,
    ...(outcome.kind === 'failed' && { why: outcome.why }),
    ...(status !== undefined && { status }),
  };
}
