/** As model.test.ts, 2,000 runs of 100 steps; MODEL_RUNS and MODEL_SEED take a piece of them. */
import 'fake-indexeddb/auto';
import '../fakes/browser.ts';
import { test } from 'vitest';
import { seedOf } from '../random.ts';
import { openPanel, runModel } from './model/run.ts';

const runs = Number(process.env.MODEL_RUNS ?? 2_000);
const seed = seedOf('MODEL_SEED');

test(`counts, lists and marks are those of the reference in ${runs} runs of 100 steps (MODEL_SEED=${seed})`, async () => {
  const panels = [await openPanel(), await openPanel()] as const;
  for (let run = 0; run < runs; run++) {
    await runModel([...panels], seed + run, 100);
    if ((run + 1) % 50 === 0) console.log(`${run + 1} runs of 100 steps, seeds ${seed} to ${seed + run}`);
  }
});
