/** What a feed's checks say of it: the groups the health page can show. */
import { isTrouble } from '../feeds/outcome.ts';
import type { FeedFacts } from '../storage/health.ts';
import type { CheckRow, FeedRow } from '../storage/schema.ts';
import { lacksPermission } from './trouble.ts';

export const healthGroups = [
  'all',
  'failing',
  'dead',
  'idle',
  'loud',
  'redirected',
  'permission',
  'unopened',
  'resting',
] as const;
export type HealthGroup = (typeof healthGroups)[number];

const dayMs = 86_400_000;
const idleDays = 90;
/** Ten posts a day. */
const loudPostsAWeek = 70;
/** So many failures in a row are told. */
const failuresTold = 3;

/** The groups a feed is in. `facts` are absent until they are loaded. */
export function groupsOf(
  feed: FeedRow,
  check: CheckRow | undefined,
  facts: FeedFacts | undefined,
  now: number,
): Set<HealthGroup> {
  const outcome = check?.outcome;
  const isRefused = outcome?.kind === 'failed' && outcome.why === 'redirect-refused';
  const wasGood = check?.lastGoodAt !== undefined;
  const holds: Record<HealthGroup, boolean> = {
    all: true,
    failing: isTrouble(outcome),
    dead: check?.why?.kind === 'dead' || outcome?.kind === 'gone',
    idle: facts !== undefined && wasGood && now - (facts.newestAt ?? 0) > idleDays * dayMs,
    loud: facts !== undefined && facts.postsAWeek >= loudPostsAWeek,
    redirected: feed.moved !== undefined || check?.moveSeen !== undefined || isRefused,
    permission: lacksPermission(check),
    unopened: facts?.opened === 0 && facts.newestAt !== undefined,
    resting: feed.pausedAt !== undefined || (feed.snoozedUntilAt ?? 0) > now || feed.mutedAt !== undefined,
  };
  return new Set(healthGroups.filter((group) => holds[group]));
}

/** Since when a feed is in a trouble that is to be told; undefined while it is not, or was told already. */
export function untoldSince(feed: FeedRow, check: CheckRow | undefined): number | undefined {
  if (check === undefined || feed.pausedAt !== undefined) return undefined;
  const isGone = check.outcome?.kind === 'gone';
  if (!isGone && (check.failures < failuresTold || !isTrouble(check.outcome))) return undefined;
  const since = check.failingSinceAt ?? check.lastGoodAt ?? feed.addedAt;
  return feed.troubleToldAt === since ? undefined : since;
}
