/** The storage beside a reference that knows nothing of it: after every step of random runs they show the same. */
import 'fake-indexeddb/auto';
import { test } from 'vitest';
import { openPanel, runModel } from './model/run.ts';

const runs = Number(process.env.MODEL_RUNS ?? 200);
const steps = Number(process.env.MODEL_STEPS ?? 15);
// Always the same here: new seeds are for the long run, whose findings become examples (shared-stories.test.ts).
const seed = Number(process.env.MODEL_SEED ?? 1);

test(`counts, lists and marks are those of the reference in ${runs} runs of ${steps} steps (MODEL_SEED=${seed})`, async () => {
  const panels = [await openPanel(), await openPanel()] as const;
  for (let run = 0; run < runs; run++) await runModel([...panels], seed + run, steps);
}, 600_000);
