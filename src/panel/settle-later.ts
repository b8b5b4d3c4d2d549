/** What makes the saved views look again. Of view-actions.ts, which is loaded with a view's sheet, all screens need this alone. */
import { updateBadge } from '../badge.ts';
import type { ActionKind } from '../storage/schema-actions.ts';
import { views } from './state/library.ts';

/** Counts the views that were made or changed, and whose posts are still being noted. */
let unsettled = 0;

/** Is it still being noted which posts answer a view that was made or changed here? */
export function isSettling(): boolean {
  return unsettled > 0;
}

/**
 * Lets the saved views look again at what a change of names, folders or subscriptions means for them; nothing to do
 * where there are none, and the action was none of theirs.
 */
export function settleLater(action?: ActionKind): void {
  const isOfView = action?.endsWith('-view') === true;
  if (views.value.length === 0 && !isOfView) return;
  if (isOfView) unsettled += 1;
  import('../storage/settle-views.ts')
    .then(({ settleViews }) => settleViews(Date.now()))
    .finally(() => {
      if (isOfView) unsettled -= 1;
    })
    // The badge may count a view.
    .then(updateBadge)
    .catch((error: unknown) => console.error('The saved views could not be counted.', error));
}
