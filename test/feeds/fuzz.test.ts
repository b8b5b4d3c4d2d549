import { test } from 'vitest';
import { fuzz, SEED } from './fuzz.ts';

test(`1,000 mutated documents are read without a throw (SEED=${SEED})`, { timeout: 120_000 }, () =>
  fuzz(1_000),
);
