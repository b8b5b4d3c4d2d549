import { updateBadge } from '../badge.ts';
import { browser } from '../browser.ts';
import { asksForAge } from '../feeds/query.ts';
import { loadAlerts } from '../storage/alerts.ts';
import { listViews, settleEveryMs } from '../storage/list-views.ts';
import { type ViewRow, viewKey } from '../storage/saved-view.ts';
import { askHidden } from './ask-hidden.ts';

/** When they were last counted anew, in storage.session: a browser that starts has to. */
const settledKey = 'viewsSettledAt';

/** A saved view that asks for an age ("7d") changes while nothing happens: where the badge counts it, with no panel open. */
export async function settleAgedViews(now: number): Promise<void> {
  const { badgeTags } = await loadAlerts();
  const isMeant = ({ id, text }: ViewRow) => badgeTags.includes(viewKey(id)) && asksForAge(text);
  const viewIds = (await listViews()).filter(isMeant).map(({ id }) => id);
  if (viewIds.length === 0) return;
  const settledAt = Number((await browser.storage.session.get(settledKey))[settledKey] ?? 0);
  if (Math.abs(now - settledAt) < settleEveryMs) return;
  await browser.storage.session.set({ [settledKey]: now });
  await askHidden('settleViews', { viewIds });
  await updateBadge();
}
