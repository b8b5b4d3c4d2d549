/** A seeded source of chance (mulberry32): the same seed gives the same run on every machine. */
export function randomOf(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    /** A whole number from 0 to below `limit`. */
    below: (limit: number) => Math.floor(next() * limit),
    /** One of the list; undefined when it is empty. */
    pick: <T>(list: T[]): T | undefined => list[Math.floor(next() * list.length)],
  };
}

/** The seed named in the environment, or a new one; tests print it. */
export function seedOf(variable: string): number {
  return Number(process.env[variable] ?? Math.floor(Math.random() * 1_000_000));
}
