import type { ListScope, View } from './list-pages.ts';
import { reckon, settings } from './settings.ts';

/** What a screen of this scope lists, as the settings stand. */
export function viewOf(scope: ListScope): View {
  const { unreadOnly } = settings.value;
  return {
    scope,
    order: orderOf(scope),
    unreadOnly: scope.kind === 'starred' ? false : unreadOnly,
    days: reckon.value.days,
  };
}

function orderOf({ kind }: ListScope): View['order'] {
  const { topicOrder, order } = settings.value;
  if (kind === 'search') return 'newest';
  return kind === 'tag' && topicOrder === 'views' ? 'views' : order;
}
