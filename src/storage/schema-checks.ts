import type { Outcome } from '../feeds/outcome.ts';
import type { Rhythm } from '../feeds/rhythm.ts';

/** Rows that checks and upkeep write and that no list of posts reads; the others are in schema.ts. */

/** When a feed posts, as learned (feeds/rhythm.ts); apart from CheckRow, which the panel reads for every feed. */
export interface RhythmRow {
  feedId: number;
  rhythm: Rhythm;
}

/** What a request costs in waiting (feeds/plan-check.ts), for all feeds; one row, id 1. */
export interface BudgetRow {
  id: 1;
  price: number;
  /** How many feeds shared the budget then. */
  feeds: number;
  reckonedAt: number;
}

/** One check, for the feed's history. */
export interface CheckLine {
  at: number;
  ms: number;
  outcome: Outcome['kind'];
  why?: string;
  status?: number;
  bytes: number;
}

/** The last 50 checks of a feed, newest first, and what its requests cost by day (30 at most, newest first). */
export interface CheckLogRow {
  feedId: number;
  lines: CheckLine[];
  days: { dayAt: number; requests: number; bytes: number }[];
}

/** Checks that were written together and are not yet in the feeds' histories. */
export interface CheckLinesRow {
  id: number;
  lines: { feedId: number; line: CheckLine }[];
}

/** How often posts of a feed were opened: tells feeds that are read from those that never are. */
export interface OpenedRow {
  feedId: number;
  count: number;
  lastAt: number;
}

/** When old posts were last cleared away; one row, id 1. */
export interface UpkeepRow {
  id: 1;
  sweptAt: number;
}

/** The feeds a person asked to check in the pass under way; one row, id 1, gone when the pass has ended. */
export interface WantedRow {
  id: 1;
  feedIds: number[];
  sinceAt: number;
}
