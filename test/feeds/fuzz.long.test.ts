import { test } from 'vitest';
import { fuzz, SEED } from './fuzz.ts';

test(`20,000 mutated documents are read without a throw (SEED=${SEED})`, () => fuzz(20_000));
