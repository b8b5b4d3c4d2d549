/** What the browser had cleared and what came back, for as long as the person has not seen it. */
import { effect } from '@preact/signals';
import { lastRestored } from '../../storage/restored.ts';
import type { RestoredRow } from '../../storage/schema-backup.ts';
import { feeds } from './library.ts';
import { liveSignal } from './use-live.ts';

export const restored = liveSignal<RestoredRow | undefined>(undefined, lastRestored);

effect(() => {
  if (feeds.value?.length === 0) void import('../bring-back.ts').then(({ bringBack }) => bringBack());
});
effect(() => {
  const token = restored.value?.token;
  if (token !== undefined)
    void import('../settle-restored.ts').then(({ settleRestored }) => settleRestored(token));
});
