import { signal } from '@preact/signals';
import type { ListScope, View } from './list-pages.ts';
import { type Route, scopeOf } from './route.ts';
import { reckon, settings } from './settings.ts';

export const searchOrders = ['best', 'newest'] as const;
/** The order of the search page. */
export const searchOrder = signal<(typeof searchOrders)[number]>('best');

/** What a screen of this scope lists, as the settings stand; of a search, what its saved view lists. */
export function viewOf(scope: ListScope): View {
  const { unreadOnly } = settings.value;
  return {
    scope,
    order: orderOf(scope),
    unreadOnly: scope.kind === 'starred' ? false : unreadOnly,
    days: reckon.value.days,
  };
}

/** What the search page lists: also what is read. */
export function searchView(text: string): View {
  return {
    scope: { kind: 'search', text },
    unreadOnly: false,
    order: searchOrder.value,
    days: reckon.value.days,
  };
}

/** What the page of a route lists at first; undefined where it lists no posts, or waits for its views. */
export function viewOfRoute(route: Route): View | undefined {
  if (route.view === 'search') return route.text.trim() === '' ? undefined : searchView(route.text);
  const scope = scopeOf(route);
  return scope && viewOf(scope);
}

function orderOf({ kind }: ListScope): View['order'] {
  const { topicOrder, order } = settings.value;
  return kind === 'tag' && topicOrder === 'views' ? 'views' : order;
}
