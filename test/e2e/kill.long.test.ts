/** The worker is stopped, or the browser killed, at fifty moments, half of them in each browser: five rounds of five works. */
import { expect, test } from 'vitest';
import { randomOf, seedOf } from '../random.ts';
import { BROWSERS } from './harness/launch.ts';
import { playRounds, type Round } from './kill/play.ts';

const seed = seedOf('KILL_SEED');
const moments = Number(process.env.KILL_MOMENTS ?? 25);
/** So many that marking all of them is taken back in parts. */
const manyPosts = 6_000;

/** Until the second half all that was marked is taken back, so that there is much to be marked again. */
const kinds: Round['work'][] = ['check', 'markAllAndBack', 'import', 'clearAway', 'copy'];
const kindOf = (i: number) => {
  const kind = kinds[i % kinds.length] as Round['work'];
  return kind === 'markAllAndBack' && i > moments / 2 ? 'markAll' : kind;
};

test.each(BROWSERS)(
  `%s, cut off ${moments} times, comes to the same end (KILL_SEED=${seed})`,
  async (name) => {
    const random = randomOf(seed);
    const rounds = Array.from({ length: moments }, (_, i): Round => {
      return { work: kindOf(i), cut: { by: random.below(2) === 0 ? 'stop' : 'kill', at: random.next() } };
    });
    await playRounds(name, rounds, manyPosts);
    expect.hasAssertions();
  },
);
