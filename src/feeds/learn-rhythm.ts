import {
  clockOf,
  newRhythm,
  type Rhythm,
  shapeOf,
  silenceBin,
  slotMs,
  slotOf,
  slotsADay,
  weekdayOf,
} from './rhythm.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;
const halfLifeMs = 8 * weekMs;
/** A longer window (a browser closed for months) is cut: what was before has faded anyway. */
const longestWindowMs = 60 * dayMs;
/** How much of a feed's past is read from its document, and in which steps. */
const pastMs = 26 * weekMs;
const pastStepMs = 3 * hourMs;
/** A post may stand in its feed so long after its date (caches, queues); one that is older is not new to the world. */
const latestMs = dayMs;
/** Doubt is kept: a habit may be given up. */
const trustLimit = 4;

/** A post counts most where it fell, a little in the slots beside it, and something within the hour around. */
const spread = Array.from({ length: 13 }, (_, i) => {
  const offset = i - 6;
  return { offset, share: 0.6 * (Math.max(2 - Math.abs(offset), 0) / 4) + 0.4 / 13 };
});

/** What a feed's document tells of its past at the first check: post times in any order, epoch milliseconds. */
export function pastRhythm(postTimes: (number | undefined)[], now: number): Rhythm {
  const isUsable = (at: number | undefined) => at !== undefined && at > now - pastMs && at <= now;
  let times = postTimes.filter((at): at is number => isUsable(at)).sort((a, b) => a - b);
  let rhythm = newRhythm((times[0] ?? now) - 1);
  while (times[0] !== undefined) {
    const until = Math.min(times[0] + pastStepMs, now);
    rhythm = observe(
      rhythm,
      times.filter((at) => at <= until),
      until,
    );
    times = times.filter((at) => at > until);
  }
  return observe(rhythm, [], now);
}

/**
 * The rhythm after a good check at `now` that found posts of these times (epoch milliseconds; none is a finding too).
 * A time is believed only within the window since the last good check: a post dated before it was not there then,
 * so it came at some time within the window, as a post without a time did (pass undefined where only a day is given).
 */
export function observe(before: Rhythm, newPostTimes: (number | undefined)[], now: number): Rhythm {
  if (now <= before.seenAt) return { ...before, seenAt: now };
  const from = Math.max(before.seenAt, now - longestWindowMs);
  const times = slotTimes(newPostTimes, from, now);
  const rhythm = faded(before, 0.5 ** ((now - before.seenAt) / halfLifeMs));
  rhythm.seenAt = now;
  rhythm.days += (now - from) / dayMs;
  learnSilence(rhythm, before, times, from, now);
  for (const at of times) learnTime(rhythm, at);
  return rhythm;
}

/** When posts came, each slot once, rising; posts dated long before the window are a rebuilt feed, no habit. */
function slotTimes(times: (number | undefined)[], from: number, now: number): number[] {
  const middle = (from + now) / 2;
  const came = times
    .filter((at) => at === undefined || at > from - latestMs)
    .map((at) => (at !== undefined && at > from && at <= now ? at : middle));
  return [...new Set(came.map((at) => at - (at % slotMs)))].sort((a, b) => a - b);
}

function faded(rhythm: Rhythm, share: number): Rhythm {
  const fade = (counts: number[]) => counts.map((count) => count * share);
  return {
    ...rhythm,
    posts: rhythm.posts * share,
    days: rhythm.days * share,
    slots: fade(rhythm.slots),
    weekdays: fade(rhythm.weekdays),
    found: fade(rhythm.found),
    foretold: fade(rhythm.foretold),
  };
}

/** Counts what the clock foretold for each length of silence, and what came. All posts of a window broke its first silence. */
function learnSilence(rhythm: Rhythm, before: Rhythm, times: number[], from: number, now: number): void {
  const clock = clockOf(before);
  const brokenAt = times[0] ?? now;
  const breaking = silenceBin(before, brokenAt);
  for (let at = from, end: number; at < now; at = end) {
    end = Math.min(at - (at % slotMs) + slotMs, now);
    add(rhythm.foretold, at < brokenAt ? silenceBin(before, at) : breaking, clock(at) * (end - at));
  }
  add(rhythm.found, breaking, times.length);
}

/** One post's slot and weekday. Posts that follow each other within the hour share the weight of one. */
function learnTime(rhythm: Rhythm, at: number): void {
  const sinceLast = rhythm.lastPostAt === undefined ? hourMs : Math.max(at - rhythm.lastPostAt, 0);
  const weight = Math.min(sinceLast / hourMs, 1);
  const slot = slotOf(at);
  const weekday = weekdayOf(at);
  rhythm.slotTrust = trustAfter(rhythm.slotTrust, weight * Math.log(shapeOf(rhythm.slots)(slot)));
  rhythm.weekdayTrust = trustAfter(rhythm.weekdayTrust, weight * Math.log(shapeOf(rhythm.weekdays)(weekday)));
  for (const { offset, share } of spread)
    add(rhythm.slots, (slot + offset + slotsADay) % slotsADay, weight * share);
  add(rhythm.weekdays, weekday, weight);
  rhythm.posts += 1;
  rhythm.lastPostAt = Math.max(at, rhythm.lastPostAt ?? 0);
}

function trustAfter(trust: number, evidence: number): number {
  return Math.max(-trustLimit, Math.min(trust + evidence, trustLimit));
}

function add(counts: number[], i: number, more: number): void {
  counts[i] = (counts[i] as number) + more;
}
