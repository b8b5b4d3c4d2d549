import { bound, entryFrequency, fixed, learned, type Policy } from './check-policies.ts';
import type { MadeFeed } from './feed-kinds.ts';
import { type Figures, simulate } from './simulate-checks.ts';

export interface Row extends Figures {
  policy: string;
}

export interface Comparison {
  name: string;
  feeds: number;
  rows: Row[];
  /** Requests a feed and hour ours needs for the median delay of another policy, and what that one needs. */
  equalDelay: { policy: string; posts: number | undefined; feeds: number | undefined; theirs: number }[];
}

/** Ours is also run at smaller budgets, to read off requests at equal delay. */
const smallBudgets = [1 / 8, 1 / 4, 1 / 2];

/** Compares all policies on these feeds from `start` to `end` (epoch milliseconds). */
export function comparePolicies(name: string, feeds: MadeFeed[], start: number, end: number): Comparison {
  const watched = ({ endsAt = end }: MadeFeed) => Math.min(endsAt, end) - start;
  const run = (policy: Policy, of = feeds) => simulate(of, policy, start, end);
  // Settings at which a policy makes as many requests as wanted are sought on every fifth feed.
  const sample = feeds.filter((_, i) => i % 5 === 0);
  const equal = (make: (setting: number, of: MadeFeed[]) => Policy, requests: number): Figures => {
    let setting = requests;
    for (let k = 0; k < 3; k++) setting *= requests / run(make(setting, sample), sample).requests;
    const nearly = run(make(setting, feeds));
    const isEqual = Math.abs(nearly.requests / requests - 1) < 0.01;
    return isEqual ? nearly : run(make((setting * requests) / nearly.requests, feeds));
  };
  const evenChecks = (setting: number, of: MadeFeed[]): Policy => bound(of, setting, of.map(watched));
  const rows: Row[] = [
    { policy: 'fixed 60 minutes', ...run(fixed(60)) },
    { policy: 'fixed 30 minutes', ...run(fixed(30)) },
    { policy: 'entry_frequency, factor 1', ...run(entryFrequency(1)) },
    { policy: 'entry_frequency, equal to 60', ...equal(entryFrequency, 1) },
    { policy: 'entry_frequency, equal to 30', ...equal(entryFrequency, 2) },
    { policy: 'bound, equal to 60', ...equal(evenChecks, 1) },
    { policy: 'bound, equal to 30', ...equal(evenChecks, 2) },
    { policy: 'learned, as shipped', ...run(learned(1)) },
    { policy: 'learned, equal to 60', ...equal(learned, 1) },
    { policy: 'learned, equal to 30', ...equal(learned, 2) },
  ];
  const ours = smallBudgets.map((budget): Figures => run(learned(budget)));
  ours.push(...rows.filter(({ policy }) => policy.startsWith('learned, equal')));
  const equalDelay = rows
    .filter(({ policy }) => policy.startsWith('fixed') || policy.endsWith('factor 1'))
    .map((row) => ({
      policy: row.policy,
      theirs: row.requests,
      posts: requestsAt(ours, row.posts.median, ({ posts }) => posts.median),
      feeds: requestsAt(ours, row.feeds.median, ({ feeds: each }) => each.median),
    }));
  return { name, feeds: feeds.length, rows, equalDelay };
}

/** Requests at which a curve (requests rising, delay falling) has that delay; undefined beyond its ends. */
function requestsAt(
  ours: Figures[],
  delay: number,
  delayOf: (figures: Figures) => number,
): number | undefined {
  for (const [i, more] of ours.entries()) {
    const fewer = ours[i - 1];
    if (fewer === undefined || delayOf(fewer) < delay || delayOf(more) > delay) continue;
    const share = Math.log(delay / delayOf(fewer)) / Math.log(delayOf(more) / delayOf(fewer));
    return fewer.requests * (more.requests / fewer.requests) ** share;
  }
  return undefined;
}
