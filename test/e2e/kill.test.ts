/** The worker is stopped, and the browser killed, at three moments drawn by a seed; the long test does it at fifty. */
import { expect, test } from 'vitest';
import { randomOf, seedOf } from '../random.ts';
import { BROWSERS } from './harness/launch.ts';
import { playRounds, type Round } from './kill/play.ts';

const seed = seedOf('KILL_SEED');
const random = randomOf(seed);

const rounds: Record<(typeof BROWSERS)[number], Round[]> = {
  chrome: [
    { work: 'check', cut: { by: 'stop', at: random.next() } },
    { work: 'markAllAndBack', cut: { by: 'kill', at: random.next() } },
  ],
  firefox: [{ work: 'check', cut: { by: 'kill', at: random.next() } }],
};

test.each(BROWSERS)(
  `%s, cut off in the middle of a work, comes to the same end (KILL_SEED=${seed})`,
  async (name) => {
    await playRounds(name, rounds[name], 0);
    expect.hasAssertions();
  },
);
