/**
 * When a feed posts, learned from when its posts came: small enough to be stored with each feed (181 numbers).
 * All counts fade by half in eight weeks, so that a feed that changes its habits is believed.
 */
export interface Rhythm {
  /** Until when the feed has been watched, epoch milliseconds. */
  seenAt: number;
  /** When its newest post came, epoch milliseconds. */
  lastPostAt?: number;
  /** Posts seen. Those of one slot are one: a heap of posts put out at once is no habit. */
  posts: number;
  /** Days watched. */
  days: number;
  /** Posts by slot of the day (UTC), each spread over its neighbours. */
  slots: number[];
  /** How well the slots foretold the posts so far: log odds against "any time alike". */
  slotTrust: number;
  /** Posts by day of the week (UTC), 0 is Sunday. */
  weekdays: number[];
  weekdayTrust: number;
  /** By how long the feed had been silent: posts found, and posts the clock had foretold. */
  found: number[];
  foretold: number[];
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** The grain of all that is learned. */
export const slotMs = 10 * minuteMs;
export const slotsADay = dayMs / slotMs;
/** Silences of up to 20, 40, 80 minutes ... 14 days, and longer ones. */
const silenceBins = 12;

/** What is believed of a feed before it has shown anything: weak, so that a few posts outweigh it. */
const prior = { posts: 0.5, days: 1, shape: 2, silence: 2, trust: -1 };

/** A feed of which nothing is known yet. */
export function newRhythm(now: number): Rhythm {
  return {
    seenAt: now,
    posts: 0,
    days: 0,
    slots: zeros(slotsADay),
    slotTrust: prior.trust,
    weekdays: zeros(7),
    weekdayTrust: prior.trust,
    found: zeros(silenceBins),
    foretold: zeros(silenceBins),
  };
}

/** Posts a day, whatever the hour. */
export function postsADay(rhythm: Rhythm): number {
  return (rhythm.posts + prior.posts) / (rhythm.days + prior.days);
}

/** The rate that clock and calendar foretell: instant (epoch milliseconds) to posts a millisecond. */
export function clockOf(rhythm: Rhythm): (at: number) => number {
  const rate = postsADay(rhythm) / dayMs;
  const bySlot = trusted(shapeOf(rhythm.slots), rhythm.slotTrust);
  const byWeekday = trusted(shapeOf(rhythm.weekdays), rhythm.weekdayTrust);
  return (at) => rate * bySlot(slotOf(at)) * byWeekday(weekdayOf(at));
}

/** How many times the posts the clock foretells come after a silence as long as it is at that instant. */
export function silenceFactor(rhythm: Rhythm, at: number): number {
  const bin = silenceBin(rhythm, at);
  return (countAt(rhythm.found, bin) + prior.silence) / (countAt(rhythm.foretold, bin) + prior.silence);
}

/** Which length of silence the feed is in at that instant; a feed never seen to post is in the longest. */
export function silenceBin(rhythm: Rhythm, at: number): number {
  if (rhythm.lastPostAt === undefined) return silenceBins - 1;
  const slots = Math.max((at - rhythm.lastPostAt) / slotMs, 1);
  return Math.min(Math.floor(Math.log2(slots)), silenceBins - 1);
}

/** Counts as a shape with a mean of 1, flatter the fewer there are. */
export function shapeOf(counts: number[]): (i: number) => number {
  let sum = 0;
  for (const count of counts) sum += count;
  return (i) => (countAt(counts, i) * counts.length + prior.shape) / (sum + prior.shape);
}

/** The slot of the day, UTC. */
export function slotOf(at: number): number {
  return Math.floor((at % dayMs) / slotMs);
}

/** The day of the week, UTC, 0 is Sunday (1 January 1970 was a Thursday). */
export function weekdayOf(at: number): number {
  return (Math.floor(at / dayMs) + 4) % 7;
}

/** A shape as far as it is trusted; the rest is "any time alike". */
function trusted(shape: (i: number) => number, trust: number): (i: number) => number {
  const weight = 1 / (1 + Math.exp(-trust));
  return (i) => 1 - weight + weight * shape(i);
}

function countAt(counts: number[], i: number): number {
  return counts[i] as number;
}

function zeros(length: number): number[] {
  return Array<number>(length).fill(0);
}
