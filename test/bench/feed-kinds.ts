import { randomOf } from '../random.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;

type Chance = ReturnType<typeof randomOf>;

/** A feed of the simulation: when it posts (epoch milliseconds, rising), and how many posts a day that is. */
export interface MadeFeed {
  kind: string;
  times: number[];
  postsADay: number;
  /** Where its known times end; absent: they fill the simulation. */
  endsAt?: number;
}

export interface Span {
  from: number;
  to: number;
}

/** The kinds of feeds of the mix; each makes one feed's posting times. */
export const kinds: Record<string, (chance: Chance, span: Span) => number[]> = {
  /** Nothing for days, then a dozen posts within hours, at any time of day. */
  bursty: (chance, span) =>
    poisson(chance, span, () => 3 / weekMs, 3 / weekMs).flatMap((start) => {
      let at = start;
      return Array.from({ length: 4 + chance.below(17) }, () => {
        at += exponential(chance, 15 * minuteMs);
        return at;
      });
    }),
  /** Each day at nine, in the time zone of its author; a clock is exact, a person is not. */
  'daily at nine': (chance, span) => {
    const nine = chance.below(24) * hourMs;
    const jitter = chance.next() < 0.5 ? 2 * minuteMs : 20 * minuteMs;
    return regular(span, dayMs, nine).map((at) => at + normal(chance) * jitter);
  },
  /** Once a week on the same day, about the same time. */
  weekly: (chance, span) => {
    const phase = chance.next() * weekMs;
    const jitter = chance.next() < 0.5 ? 2 * minuteMs : 45 * minuteMs;
    return regular(span, weekMs, phase).map((at) => at + normal(chance) * jitter);
  },
  dead: () => [],
  /** A news site: much by day, little at night, half at weekends. */
  '100 a day': (chance, span) => {
    const noon = chance.below(24) * hourMs;
    const rate = (at: number) => {
      const day = 1 + 0.9 * Math.cos((2 * Math.PI * (at - noon)) / dayMs);
      return (100 / dayMs) * day * (isWeekend(at) ? 0.58 : 1.168);
    };
    return poisson(chance, span, rate, (100 / dayMs) * 1.9 * 1.168);
  },
};

/** Feeds that post at any time alike, each moment as likely as the other: nothing can be learned but their rate. */
export const steadyKinds = Object.fromEntries(
  [1 / 7, 1, 5, 20, 100].map((postsADay) => [
    `${postsADay < 1 ? '1 a week' : `${postsADay} a day`}, any time`,
    (chance: Chance, span: Span) => poisson(chance, span, () => postsADay / dayMs, postsADay / dayMs),
  ]),
);

function isWeekend(at: number): boolean {
  const weekday = (Math.floor(at / dayMs) + 4) % 7;
  return weekday === 0 || weekday === 6;
}

function regular({ from, to }: Span, every: number, phase: number): number[] {
  const times: number[] = [];
  for (let at = Math.floor(from / every) * every + phase; at < to; at += every) times.push(at);
  return times;
}

/** Thinning (Lewis and Shedler): candidates at the highest rate, kept as often as the rate says. */
function poisson(
  chance: Chance,
  { from, to }: Span,
  rate: (at: number) => number,
  highest: number,
): number[] {
  const times: number[] = [];
  if (highest <= 0) return times;
  for (let at = from; ; ) {
    at += exponential(chance, 1 / highest);
    if (at >= to) return times;
    if (chance.next() * highest < rate(at)) times.push(at);
  }
}

function exponential(chance: Chance, mean: number): number {
  return -mean * Math.log(1 - chance.next());
}

/** Standard normal (Box and Muller). */
function normal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
}

/** So many feeds of each kind, the same for the same seed. */
export function makeFeeds(
  makers: Record<string, (chance: Chance, span: Span) => number[]>,
  each: number,
  span: Span,
  seed = 1,
): MadeFeed[] {
  return Object.entries(makers).flatMap(([kind, make], k) =>
    Array.from({ length: each }, (_, i) => {
      const times = make(randomOf(seed * 1_000_003 + k * 10_007 + i), span)
        .map(Math.round)
        .filter((at) => at >= span.from && at < span.to)
        .sort((a, b) => a - b);
      return { kind, times, postsADay: (times.length * dayMs) / (span.to - span.from) };
    }),
  );
}
