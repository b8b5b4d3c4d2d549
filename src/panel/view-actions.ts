/** What a person does with saved views, and what else makes them look again. */
import { updateBadge } from '../badge.ts';
import type { ActionKind } from '../storage/schema-actions.ts';
import { changeView, removeView, saveView } from '../storage/views.ts';
import { views } from './state/library.ts';

/** Saves a query under a name; answers the view's id. */
export async function keepView(name: string, text: string): Promise<number> {
  const id = await saveView(name, text, Date.now());
  settleLater('save-view');
  return id;
}

/** Gives a saved view another name or query. */
export async function reviseView(viewId: number, name: string, text: string): Promise<void> {
  await changeView(viewId, name, text, Date.now());
  settleLater('change-view');
}

/** Takes a saved view away; the caller offers to take that back. */
export async function dropView(viewId: number): Promise<void> {
  await removeView(viewId, Date.now());
  settleLater('remove-view');
}

/**
 * Lets the saved views look again at what a change of names, folders or subscriptions means for them; nothing to do
 * where there are none, and the action was none of theirs.
 */
export function settleLater(action?: ActionKind): void {
  if (views.value.length === 0 && action?.endsWith('-view') !== true) return;
  import('../storage/settle-views.ts')
    .then(({ settleViews }) => settleViews(Date.now()))
    // The badge may count a view.
    .then(updateBadge)
    .catch((error: unknown) => console.error('The saved views could not be counted.', error));
}
