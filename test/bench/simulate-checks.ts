import { randomOf } from '../random.ts';
import type { Policy } from './check-policies.ts';
import type { MadeFeed } from './feed-kinds.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** What a feed's document shows at the first check. */
const documentPosts = 20;

/** Delays from publication to the check that finds it, in minutes. */
export interface Delays {
  median: number;
  p90: number;
  mean: number;
}

export interface Figures {
  /** Requests a feed and hour. */
  requests: number;
  /** Over all posts alike. */
  posts: Delays;
  /** Of each feed that posted, then the mean over these feeds. */
  feeds: Delays;
  byKind: Record<string, { checksADay: number; delays: Delays }>;
}

/** Runs all feeds from `start` until `end` (or until the feed ends) under one policy. */
export function simulate(feeds: MadeFeed[], policy: Policy, start: number, end: number): Figures {
  const chance = randomOf(7);
  const runs = feeds.map((feed, i) => {
    const shown = feed.times.filter((at) => at <= start);
    policy.begin(i, shown.slice(-documentPosts), start);
    const until = Math.min(feed.endsAt ?? end, end);
    return {
      feed,
      i,
      until,
      seen: shown.length,
      nextAt: start + chance.next() * hourMs,
      checks: 0,
      delays: [] as number[],
    };
  });
  for (let midnight = start; midnight < end; midnight += dayMs) {
    const watched = runs.filter(({ until }) => until > midnight);
    policy.daily?.(
      midnight,
      watched.map(({ i }) => i),
    );
    for (const run of watched) {
      const stop = Math.min(midnight + dayMs, run.until);
      while (run.nextAt < stop) check(run, policy);
    }
  }
  // Posts still waiting at the end are found by the check that is due next.
  for (const run of runs) find(run);
  return figuresOf(runs, start);
}

interface Run {
  feed: MadeFeed;
  i: number;
  until: number;
  /** How many of its posts have been found. */
  seen: number;
  nextAt: number;
  checks: number;
  delays: number[];
}

function check(run: Run, policy: Policy): void {
  const found = find(run);
  run.checks += 1;
  run.nextAt = policy.next(run.i, found, run.nextAt);
}

/** The posts that are there at the next check. */
function find(run: Run): number[] {
  const { times } = run.feed;
  const first = run.seen;
  for (let at = times[run.seen]; at !== undefined && at <= run.nextAt; at = times[run.seen]) {
    if (at < run.until) run.delays.push((run.nextAt - at) / minuteMs);
    run.seen += 1;
  }
  return times.slice(first, run.seen);
}

function figuresOf(runs: Run[], start: number): Figures {
  const kinds = [...new Set(runs.map(({ feed }) => feed.kind))];
  const posting = runs.filter(({ delays }) => delays.length > 0);
  return {
    requests: checksAnHour(runs, start),
    posts: delaysOf(runs.flatMap(({ delays }) => delays)),
    feeds: meanDelays(posting),
    byKind: Object.fromEntries(
      kinds.map((kind) => {
        const ofKind = runs.filter(({ feed }) => feed.kind === kind);
        const delays = meanDelays(posting.filter(({ feed }) => feed.kind === kind));
        return [kind, { checksADay: 24 * checksAnHour(ofKind, start), delays }];
      }),
    ),
  };
}

function checksAnHour(runs: Run[], start: number): number {
  return sum(runs.map(({ checks }) => checks)) / sum(runs.map(({ until }) => (until - start) / hourMs));
}

function meanDelays(runs: Run[]): Delays {
  const each = runs.map(({ delays }) => delaysOf(delays));
  const mean = (key: keyof Delays) => sum(each.map((delays) => delays[key])) / each.length;
  return { median: mean('median'), p90: mean('p90'), mean: mean('mean') };
}

function delaysOf(minutes: number[]): Delays {
  const sorted = Float64Array.from(minutes).sort();
  const at = (share: number) =>
    sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? Number.NaN;
  return { median: at(0.5), p90: at(0.9), mean: sum(minutes) / minutes.length };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
