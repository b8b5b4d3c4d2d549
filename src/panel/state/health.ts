/** The health page: which feeds it shows, and what must be told of them. */
import { computed, signal } from '@preact/signals';
import { noteTold } from '../../storage/health.ts';
import { type HealthGroup, untoldSince } from '../health-groups.ts';
import { checks, feeds } from './library.ts';
import { go } from './route.ts';

export const shownGroup = signal<HealthGroup>('all');

/** Feeds that have failed three times in a row, or are gone, and of which nothing was said yet. */
export const untold = computed(() =>
  (feeds.value ?? []).flatMap((feed) => {
    const since = untoldSince(feed, checks.value.get(feed.id));
    return since === undefined ? [] : [{ feed, since }];
  }),
);

/** The person has seen it: it is not said again. */
export function noteSeen(): Promise<void> {
  return noteTold(untold.value.map(({ feed, since }) => ({ feedId: feed.id, since })));
}

/** Shows the feeds that fail. */
export function showFailing(): Promise<void> {
  shownGroup.value = 'failing';
  go({ view: 'health' });
  return noteSeen();
}
