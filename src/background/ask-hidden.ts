import { withHiddenPage } from '../browser.ts';
import { askHiddenPage, type HiddenAnswer, type HiddenAsk, type HiddenTask } from '../messages.ts';
import { openedStore } from '../storage/database.ts';
import { whileAwake } from './while-awake.ts';

/** Set by the build. */
declare const BUILT_FOR_FIREFOX: boolean;

/**
 * Has something done that takes a DOM, or more code than a worker should start with. Firefox's background is a page: it
 * loads that code when it is first needed. Chrome's is a worker and opens a hidden page for it.
 */
export function askHidden<N extends HiddenTask>(name: N, payload: HiddenAsk<N>): Promise<HiddenAnswer<N>> {
  return whileAwake(async () => {
    // Not before it is known whose database the page has to open.
    const { name: store } = await openedStore();
    if (!BUILT_FOR_FIREFOX)
      return withHiddenPage(`src/offscreen/index.html?store=${store}`, () => askHiddenPage(name, payload));
    const { tasks } = await import('../offscreen/tasks.ts');
    return tasks[name](payload);
  });
}

/** Ends the sync that is under way there. It is asked beside it: the page does one thing at a time, and that is the sync. */
export async function endHiddenSync(): Promise<void> {
  // Where no page is open, nobody hears it.
  if (!BUILT_FOR_FIREFOX) await askHiddenPage('endSync', {}).catch(() => {});
  else await (await import('../offscreen/tasks.ts')).tasks.endSync({});
}
