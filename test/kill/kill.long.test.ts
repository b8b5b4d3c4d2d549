/** Every work is cut off at each of its awaits: some thousand lives, half an hour. A process for each work: lives leave much behind. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { seedOf } from '../random.ts';
import { works } from './works.ts';

const seed = seedOf('KILL_SEED');

test.each(works.map(({ name }) => name))(`%s, cut off at all of its awaits (KILL_SEED=${seed})`, (name) => {
  const words = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    'unit',
    'test/kill/kill.test.ts',
    '-t',
  ];
  const { status } = spawnSync(process.execPath, [...words, `${name}, cut off anywhere`], {
    stdio: 'inherit',
    env: { ...process.env, KILL_SEED: String(seed), KILL_CUTS: 'all' },
  });
  expect(status).toBe(0);
});
