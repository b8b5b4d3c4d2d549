import type { HiddenTasks } from '../messages.ts';
import { askViews } from '../storage/ask-views.ts';
import { makeCopy } from '../storage/backup/make-copy.ts';
import { restoreCopy } from '../storage/backup/restore-copy.ts';
import { labelWith } from '../storage/label-stories.ts';
import { readingFrom } from '../storage/other-accounts.ts';
import type { Settings } from '../storage/settings.ts';
import { settleViews } from '../storage/settle-views.ts';
import { turnNextPart } from '../storage/turning.ts';
import { share } from './share.ts';
import { tidyUp } from './tidy-up.ts';

// What is put back is asked which saved views it answers.
labelWith(askViews);

/** Between two steps checks and clicks get their turn. */
const restMs = 5;
/** Step upon step no window could read how far it is: each change ends the question that waits for the step. */
const betweenPartsMs = 50;

/** What is done here for the worker. */
export const tasks: HiddenTasks = {
  // What the panel finds in a page, the background finds too: one library, one policy for parsing.
  findText: async ({ html }) => (await import('../panel/reading/extract.ts')).extract(html),
  tidyUp: ({ settings }) => tidyUp(settings as Settings, Date.now()),
  makeCopy: ({ settings }) => makeCopy(settings, Date.now(), rest),
  share: (ask) => share(ask, Date.now()),
  restoreCopy: async ({ texts }) => (await restoreCopy(texts, Date.now())) !== undefined,
  bringFeeds: ({ from }) =>
    readingFrom(from, async (other) => (await import('../storage/bring.ts')).bringFeeds(other, Date.now())),
  bringMarks: ({ from }) =>
    readingFrom(from, async (other) =>
      (await import('../storage/bring.ts')).bringMarks(other, true, Date.now()),
    ),
  finishTurning: async () => {
    while (await turnNextPart(Date.now())) await rest(betweenPartsMs);
    return true;
  },
  settleViews: async ({ viewIds }) => {
    await settleViews(Date.now(), viewIds);
    return true;
  },
  index: async ({ forMs }) => (await import('./keep-search.ts')).keepIndex(forMs),
  logIn: async (ask) => (await import('../sync/sync-tasks.ts')).logInFor(ask),
  sync: async (ask) => (await import('../sync/sync-tasks.ts')).syncFor(ask),
  endSync: async () => (await import('../sync/sync-tasks.ts')).endSync(),
};

function rest(ms = restMs): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
