/** The rows that checks of feeds leave. */
import type { CheckRow } from '../schema.ts';
import type { BudgetRow, CheckLinesRow, CheckLogRow, RhythmRow } from '../schema-checks.ts';
import { isObject, list, number, oneOf, optional, type Shape, shaped, text, told, whole } from './shape.ts';

export const checkRow: Shape<CheckRow> = {
  feedId: whole,
  nextAt: optional(number),
  why: optional(told('kind')),
  lastAt: optional(number),
  lastGoodAt: optional(number),
  outcome: optional(told('kind')),
  failures: whole,
  failingSinceAt: optional(number),
  limits: whole,
  moveSeen: optional(shaped({ to: text, times: whole })),
  validatorsAt: optional(number),
  etag: optional(text),
  lastModified: optional(text),
  bodyHash: optional(text),
  pace: optional(isObject),
};

const line = shaped({ at: number, ms: number, outcome: text, bytes: number });

export const rhythm: Shape<RhythmRow> = {
  feedId: whole,
  rhythm: shaped({
    slots: list(number),
    weekdays: list(number),
    found: list(number),
    foretold: list(number),
  }),
};
export const budget: Shape<BudgetRow> = { id: oneOf(1), price: number, feeds: whole, reckonedAt: number };
export const checkLog: Shape<CheckLogRow> = {
  feedId: whole,
  lines: list(line),
  days: list(shaped({ dayAt: number })),
};
export const checkLines: Shape<CheckLinesRow> = { id: whole, lines: list(shaped({ feedId: whole, line })) };
