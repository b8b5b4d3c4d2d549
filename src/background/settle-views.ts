import { updateBadge } from '../badge.ts';
import { browser } from '../browser.ts';
import { asksForAge } from '../feeds/query.ts';
import { listViews, settleEveryMs } from '../storage/list-views.ts';
import { askHidden } from './ask-hidden.ts';

/** When they were last counted anew, in storage.session: a browser that starts has to. */
const settledKey = 'viewsSettledAt';

/** A saved view that asks for an age ("7d") changes while nothing happens; the badge may count it, with no panel open. */
export async function settleAgedViews(now: number): Promise<void> {
  if (!(await listViews()).some(({ text }) => asksForAge(text))) return;
  const settledAt = Number((await browser.storage.session.get(settledKey))[settledKey] ?? 0);
  if (Math.abs(now - settledAt) < settleEveryMs) return;
  await browser.storage.session.set({ [settledKey]: now });
  await askHidden('settleViews', {});
  await updateBadge();
}
