import { changeAccount, loadAccount, putAccount } from '../storage/account-row.ts';
import type { Progress } from '../storage/schema-account.ts';
import { bringFeedsAlong, bringMarksAlong } from './bring-along.ts';
import { Greader } from './greader/client.ts';
import { logInAgain, type Session } from './greader/login.ts';
import type { Send } from './greader/transport.ts';
import { type Trouble, troubleOf } from './greader/trouble.ts';
import { type PullFacts, pullFeeds, pullPosts } from './pull.ts';
import { pushFeeds } from './push-feeds.ts';
import { pushMarks } from './push-marks.ts';

/** What a sync is given. `session` and `password` are secret. */
export interface SyncFacts {
  send: Send;
  session: Session;
  password?: string;
  /** Only what waits here is sent. */
  pushOnly?: boolean;
  now(): number;
  /** 0 to below 1: spreads the next sync. */
  chance(): number;
  /** The least time between two syncs. */
  everyMinutes: number;
}

/** How a sync ended. */
export interface SyncEnd {
  trouble?: Trouble;
  /** The key, where a silent login gave a new one: to be kept. */
  auth?: string;
  added: number;
  changed: number;
}

const minuteMs = 60_000;
const longestMinutes = 60;
/** Clocks that differ by less are no news. */
const clockMs = 10 * minuteMs;

/**
 * One sync: sends what waits, takes over feeds, fetches what is new, and last applies the marks. Never rejects: what went
 * wrong is noted in the account's row, and answered; what was done before it stays. One at a time: the caller holds the lock.
 */
export async function runSync(facts: SyncFacts): Promise<SyncEnd> {
  const end: SyncEnd = { added: 0, changed: 0 };
  const greader = new Greader({
    send: facts.send,
    session: facts.session,
    now: facts.now,
    ...(facts.password !== undefined && {
      logInAgain: async () => {
        end.auth = await logInAgain(facts.send, facts.session, facts.password ?? '');
        return end.auth;
      },
    }),
  });
  try {
    if ((await loadAccount()) === undefined) await putAccount(facts.session, facts.now());
    const dropped = await pushMarks(greader);
    await bringFeedsAlong(facts.now());
    const sent = await pushFeeds(greader, facts.now(), onProgress('feeds'));
    if (dropped > 0) await changeAccount({ dropped: ((await loadAccount())?.dropped ?? 0) + dropped });
    if (!facts.pushOnly || sent > 0) Object.assign(end, await pull(greader, facts));
    if (!facts.pushOnly && (await bringMarksAlong(facts.now()))) await pushMarks(greader);
    // A push with nothing to send has heard nothing of the server.
    if (greader.calls > 0) await noteGood(greader, facts);
  } catch (error) {
    end.trouble = troubleOf(error);
    await noteTrouble(end.trouble, facts).catch(() => {});
  }
  return end;
}

async function pull(greader: Greader, facts: SyncFacts): Promise<Pick<SyncEnd, 'added' | 'changed'>> {
  const account = await loadAccount();
  const pulling: PullFacts = {
    now: facts.now,
    noFolder: account?.noFolder,
    lossSeenAt: account?.lossSeenAt,
    onNoFolder: (noFolder) => changeAccount({ noFolder }),
    onProgress: onProgress('posts'),
  };
  const folders = await pullFeeds(greader, pulling);
  if (account?.lossSeenAt !== undefined) await changeAccount({ lossSeenAt: undefined });
  // Titles and folders of feeds that were added a moment ago.
  await pushFeeds(greader, facts.now(), onProgress('feeds'));
  return pullPosts(greader, folders, pulling);
}

function onProgress(of: Progress['of']): (done: number, total: number) => Promise<void> {
  return (done, total) => changeAccount({ progress: { of, done, total } });
}

async function noteGood({ clockAheadMs = 0 }: Greader, facts: SyncFacts): Promise<void> {
  const now = facts.now();
  await changeAccount({
    // A push says nothing of when there was last a look at all.
    ...(!facts.pushOnly && { lastOkAt: now, nextAt: now + spread(facts.everyMinutes, facts) }),
    failures: 0,
    trouble: undefined,
    progress: undefined,
    // Nothing was looked for by a push.
    ...(!facts.pushOnly && { missing: undefined }),
    clockAheadMs: Math.abs(clockAheadMs) > clockMs ? clockAheadMs : undefined,
  });
}

async function noteTrouble(trouble: Trouble, facts: SyncFacts): Promise<void> {
  const now = facts.now();
  const account = await loadAccount();
  const failures = (account?.failures ?? 0) + 1;
  const progress = account?.progress;
  // 1, 2, 4 … 60 minutes.
  const minutes = Math.min(longestMinutes, 2 ** (failures - 1));
  const nextAt = Math.max(now + spread(minutes, facts), trouble.retryAt ?? 0);
  await changeAccount({
    trouble,
    failures,
    nextAt,
    progress: undefined,
    ...(progress?.of === 'posts' && { missing: progress.total - progress.done }),
    ...(trouble.code === 'empty-list' && { lossSeenAt: Math.min(account?.lossSeenAt ?? now, now) }),
  });
}

/** So many minutes and up to a fifth more, in milliseconds. */
function spread(minutes: number, { chance }: SyncFacts): number {
  return minutes * minuteMs * (1 + chance() / 5);
}
