import { countsOf } from './counters.ts';
import { db } from './database.ts';
import type { Scope } from './lists.ts';
import type { CounterKind } from './schema.ts';
import { unreadAmong } from './shown.ts';

/** How many unread posts of a scope are none of those listed; 0 where its unread posts have no number of their own. */
export function countUnlisted(scope: Scope, listed: number[]): Promise<number> {
  const counter = counterOf(scope);
  if (counter === undefined) return Promise.resolve(0);
  return db.transaction('r', [db.unread, db.counters], async () => {
    const { unread } = await countsOf(...counter);
    return unread === 0 ? 0 : unread - (await unreadAmong(listed)).size;
  });
}

function counterOf(scope: Scope): [CounterKind, number | string] | undefined {
  switch (scope.kind) {
    case 'all':
      return ['total', 0];
    case 'folder':
      return ['folder', scope.folderId];
    case 'feed':
      return ['feed', scope.feedId];
    case 'tag':
      return ['tag', scope.tag];
    default:
      return undefined;
  }
}
