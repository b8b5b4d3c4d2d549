import { signal } from '@preact/signals';
import type { ListScope } from './listing.ts';

/** The screens that show no posts. */
const PLAIN = [
  'tags',
  'feeds',
  'add',
  'import',
  'settings',
  'welcome',
  'health',
  'rules',
  'alerts',
  'backup',
  'account',
] as const;
type Plain = (typeof PLAIN)[number];

/** What the address's hash asks for; the screen that adds a feed may begin with an address, or with a tab's page. */
export type Route =
  | { view: 'river' | 'starred' }
  | { view: 'feed' | 'folder' | 'saved'; id: number }
  | { view: 'tag'; key: string }
  | { view: 'search'; text: string }
  | { view: Plain; address?: string; tabId?: number };

/** Reads a hash ("#/feed/12"); what it does not know is the river. */
export function readRoute(hash: string): Route {
  const [path = '', query] = hash.replace(/^#\/?/, '').split('?');
  const [view = '', name = ''] = path.split('/');
  if (view === 'starred') return { view };
  if ((view === 'feed' || view === 'folder' || view === 'saved') && /^\d+$/.test(name))
    return { view, id: Number(name) };
  if (view === 'tag') return readTag(name);
  if (view === 'search') return { view, text: new URLSearchParams(query).get('q') ?? '' };
  const plain = PLAIN.find((each) => each === view);
  if (plain === undefined) return { view: 'river' };
  const asked = new URLSearchParams(query);
  const address = asked.get('url');
  const tab = asked.get('tab');
  return { view: plain, ...(address && { address }), ...(tab && { tabId: Number(tab) }) };
}

function readTag(name: string): Route {
  try {
    return name === '' ? { view: 'tags' } : { view: 'tag', key: decodeURIComponent(name) };
  } catch {
    return { view: 'river' };
  }
}

/** The hash of a route. */
export function hrefOf(route: Route): string {
  if ('id' in route) return `#/${route.view}/${route.id}`;
  if ('key' in route) return `#/tag/${encodeURIComponent(route.key)}`;
  if (route.view === 'search' && route.text !== '') return `#/search?q=${encodeURIComponent(route.text)}`;
  return `#/${route.view}`;
}

/** The posts a route shows; undefined where it shows none. */
export function scopeOf(route: Route): ListScope | undefined {
  if (route.view === 'river') return { kind: 'all' };
  if (route.view === 'starred') return { kind: 'starred' };
  if (route.view === 'tag') return { kind: 'tag', tag: route.key };
  if (route.view === 'feed') return { kind: 'feed', feedId: route.id };
  if (route.view === 'folder') return { kind: 'folder', folderId: route.id };
  if (route.view === 'search') return { kind: 'search', text: route.text };
  return undefined;
}

export const route = signal<Route>(readRoute(globalThis.location?.hash ?? ''));

/** Follows the address from now on; `beforeLeaving` runs while the page still stands. */
export function followHash(beforeLeaving: () => void): void {
  const read = () => {
    route.value = readRoute(location.hash);
  };
  // The lists know their places themselves.
  history.scrollRestoration = 'manual';
  addEventListener('hashchange', () => {
    beforeLeaving();
    read();
  });
  // It may have changed while the page was loading.
  read();
}

/** Another state of the same screen: the way back leads past it. */
export function replaceRoute(to: Route): void {
  history.replaceState(null, '', hrefOf(to));
  route.value = to;
}

/** Goes to a screen. */
export function go(to: Route): void {
  location.hash = hrefOf(to);
}
