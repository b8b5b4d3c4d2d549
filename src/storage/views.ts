import { leaveBadgeChoice } from './badge-choice.ts';
import { db } from './database.ts';
import { actionTables, recordAction } from './record.ts';
import { viewKey } from './saved-view.ts';
import type { Inverse } from './schema-actions.ts';
import { takeIds } from './sequence.ts';

/** Saves a query under a name; answers the view's id. Its posts are found by `settleViews`. */
export function saveView(name: string, text: string, now: number): Promise<number> {
  return db.transaction('rw', actionTables, async () => {
    const id = await takeIds('views');
    await db.views.add({ id, name: name.trim(), text, position: id });
    const inverses: Inverse[] = [{ do: 'views', put: [], remove: [id] }];
    await recordAction({ kind: 'save-view', count: 1, name: name.trim(), inverses }, now);
    return id;
  });
}

/** Gives a view another name or another query; an empty name changes nothing. */
export function changeView(id: number, name: string, text: string, now: number): Promise<void> {
  return db.transaction('rw', actionTables, async () => {
    const view = await db.views.get(id);
    if (view === undefined || name.trim() === '' || (view.name === name.trim() && view.text === text)) return;
    await db.views.put({ ...view, name: name.trim(), text });
    const inverses: Inverse[] = [{ do: 'views', put: [view], remove: [] }];
    await recordAction({ kind: 'change-view', count: 1, name: view.name, inverses }, now);
  });
}

/** Takes a view away; its posts stay as they are. */
export function removeView(id: number, now: number): Promise<void> {
  return db.transaction('rw', actionTables, async () => {
    const view = await db.views.get(id);
    if (view === undefined) return;
    await db.views.delete(id);
    const choice = await leaveBadgeChoice({ views: [viewKey(id)] });
    const inverses: Inverse[] = [...choice, { do: 'views', put: [view], remove: [] }];
    await recordAction({ kind: 'remove-view', count: 1, name: view.name, inverses }, now);
  });
}

/** Puts views back and takes others away; answers the inverse of that. Inside the caller's transaction. */
export async function applyViews(inverse: Inverse & { do: 'views' }): Promise<Inverse> {
  const ids = [...new Set([...inverse.put.map((view) => view.id), ...inverse.remove])];
  const before = await db.views.bulkGet(ids);
  await db.views.bulkPut(inverse.put);
  await db.views.bulkDelete(inverse.remove);
  await leaveBadgeChoice({ views: inverse.remove.map(viewKey) });
  return {
    do: 'views',
    put: before.filter((view) => view !== undefined),
    remove: ids.filter((_, i) => before[i] === undefined),
  };
}
