import { askViews } from '../../storage/ask-views.ts';
import { labelWith } from '../../storage/label-stories.ts';
import { settleEveryMs } from '../../storage/list-views.ts';
import { settleLater } from '../settle-later.ts';

/** What a panel is opened for goes first: looking again takes the thread it is drawn with. */
const firstAfterMs = 1000;

/**
 * From now on the saved views are asked about every story that changes in this panel, and all of them anew now and then:
 * days go by, and a panel may have been closed before a new view was counted to its end. Loaded once there are views.
 */
export function beginAsking(): void {
  labelWith(askViews);
  setTimeout(settleLater, firstAfterMs);
  setInterval(settleLater, settleEveryMs);
}
