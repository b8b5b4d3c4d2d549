import { countsOf } from './counters.ts';
import type { Scope } from './lists.ts';
import type { CounterKind } from './schema.ts';

/** The unread number of a scope; 0 where its unread posts have no number of their own. */
export async function countUnread(scope: Scope): Promise<number> {
  const counter = counterOf(scope);
  return counter === undefined ? 0 : (await countsOf(...counter)).unread;
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
