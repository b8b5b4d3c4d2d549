import { askViews } from '../../../../src/storage/ask-views.ts';
import { labelWith } from '../../../../src/storage/label-stories.ts';
import { viewKey } from '../../../../src/storage/saved-view.ts';
import { settleViews } from '../../../../src/storage/settle-views.ts';
import { removeView, saveView } from '../../../../src/storage/views.ts';

/** Saves a view and counts it to its end; answers its id. */
export async function keepView(text: string): Promise<number> {
  labelWith(askViews);
  const id = await saveView('Bench', text, Date.now());
  await settleViews(Date.now());
  return id;
}

/** Takes the view away, and its labels off the posts. */
export async function dropView(id: number): Promise<void> {
  await removeView(id, Date.now());
  await settleViews(Date.now());
}

/** Milliseconds of looking again at views of which nothing has changed. */
export async function settleAgain(): Promise<number> {
  const start = performance.now();
  await settleViews(Date.now());
  return performance.now() - start;
}

/** Milliseconds of reading the keys of all that a view labels, by the browser's own interface. */
export function readLabelledKeys(id: number): Promise<number> {
  const start = performance.now();
  const key = viewKey(id);
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('sidereal');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const index = opening.result.transaction('posts').objectStore('posts').index('tagAts');
      index.getAllKeys(IDBKeyRange.bound([key], [key, []])).onsuccess = () => {
        opening.result.close();
        resolve(performance.now() - start);
      };
    };
  });
}
