import type { Reason } from '../feeds/reason.ts';
import { now } from './state/clock.ts';
import { distanceWords } from './times.ts';
import { locale, wordOf } from './words.ts';

/** Why a feed is asked then, as a sentence; an instant in it is said as a distance from now. */
export function nextWords(why: Reason): string {
  const { kind, ...values } = why;
  const until = 'until' in why ? { until: distanceWords(why.until, now.value, locale.value) } : {};
  return wordOf('next', kind, { ...values, ...until }) ?? '';
}
