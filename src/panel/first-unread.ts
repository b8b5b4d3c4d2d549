import type { FirstUnread } from '../storage/schema.ts';

/** How a new feed's posts begin. */
export type FirstUnreadChoice = 'all' | 'newest' | 'week';

export const firstUnreadChoices: readonly FirstUnreadChoice[] = ['all', 'newest', 'week'];

const newestCount = 10;
const weekMs = 7 * 24 * 60 * 60 * 1000;

/** The choice as it is stored. */
export function firstUnreadOf(choice: FirstUnreadChoice, now: number): FirstUnread {
  if (choice === 'newest') return { kind: 'newest', count: newestCount };
  return choice === 'week' ? { kind: 'since', at: now - weekMs } : { kind: 'all' };
}
