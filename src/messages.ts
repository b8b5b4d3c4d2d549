import { browser } from './browser.ts';
import type { FailReason } from './feeds/outcome.ts';

/** A post as the preview of a feed shows it. */
export interface PreviewPost {
  title?: string;
  author?: string;
  snippet: string;
  at?: number;
}

/** A feed that was found on a page; `why` is a locale key ("found_link", "found_path" …). */
export interface FoundFeed {
  url: string;
  title?: string;
  why: string;
}

/** What asking an address gave. `url` is where the answer came from, after redirects. */
export type PreviewAnswer =
  | {
      kind: 'feed';
      url: string;
      title: string;
      description?: string;
      siteUrl?: string;
      format: string;
      posts: PreviewPost[];
      postCount: number;
      /** Set when it is subscribed already. */
      feedId?: number;
    }
  | { kind: 'choose'; url: string; feeds: FoundFeed[] }
  | { kind: 'needs-permission'; url: string; host: string }
  | { kind: 'failed'; url: string; why: FailReason | 'no-feed-on-page'; status?: number; detail?: string };

/** What asking a post's page gave. */
export type FullTextAnswer =
  | { kind: 'page'; html: string }
  | { kind: 'needs-permission'; host: string }
  | { kind: 'failed'; why: FailReason | 'no-page' | 'host-quiet'; status?: number };

/** The protocol: what a page may ask of the worker. Everything else goes through the database or the settings. */
interface Protocol {
  /** Checks these feeds now, all when absent; resolves when the pass has ended. */
  checkNow: { ask: { feedIds?: number[] }; answer: { checked: number } };
  cancelCheck: { ask: Record<string, never>; answer: { cancelled: boolean } };
  preview: { ask: { url: string }; answer: PreviewAnswer };
  /** The page of a post, as HTML with absolute links: the panel, which has a DOM, finds the text in it. */
  fullText: { ask: { postId: number }; answer: FullTextAnswer };
}

export type Name = keyof Protocol;
export type Ask<N extends Name> = Protocol[N]['ask'];
export type Answer<N extends Name> = Protocol[N]['answer'];
export type Handlers = { [N in Name]: (ask: Ask<N>) => Promise<Answer<N>> };

/** Asks the worker, waking it when it sleeps. Rejects when the worker throws or is killed before it answers. */
export function ask<N extends Name>(name: N, payload: Ask<N>): Promise<Answer<N>> {
  return browser.runtime.sendMessage({ name, payload }) as Promise<Answer<N>>;
}

/** Answers our own pages only; anything else gets no answer. To be called once, at the worker's top level. */
export function answerWith(handlers: Handlers): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: { id?: string }) => {
    if (sender.id !== browser.runtime.id || !isAsk(message)) return undefined;
    const handler = handlers[message.name] as (payload: unknown) => Promise<unknown>;
    // A plain promise of our own: Firefox drops the answer when it is Dexie's promise type.
    return (async () => handler(message.payload))();
  });
}

function isAsk(message: unknown): message is { name: Name; payload: unknown } {
  if (typeof message !== 'object' || message === null) return false;
  const { name, payload } = message as Record<string, unknown>;
  const known: Record<Name, true> = { checkNow: true, cancelCheck: true, preview: true, fullText: true };
  return (
    typeof name === 'string' && Object.hasOwn(known, name) && typeof payload === 'object' && payload !== null
  );
}

const viewKey = 'requestedView';

/** Asks the panel, open or about to open, to show a view: a route such as "#/add?tab=7". */
export async function requestView(route: string): Promise<void> {
  await browser.storage.session.set({ [viewKey]: route });
}

/** Calls back with each requested view, also one requested before the panel opened; answers how to stop. */
export function onViewRequested(show: (route: string) => void): () => void {
  const take = (route: unknown) => {
    if (typeof route !== 'string' || !route.startsWith('#/')) return;
    browser.storage.session.remove(viewKey);
    show(route);
  };
  const onChanged = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    if (area === 'session') take(changes[viewKey]?.newValue);
  };
  browser.storage.onChanged.addListener(onChanged);
  browser.storage.session.get(viewKey).then((stored: Record<string, unknown>) => take(stored[viewKey]));
  return () => browser.storage.onChanged.removeListener(onChanged);
}

const commandKey = 'requestedCommand';

/** Asks the panel of a window, open or about to open, to run one of its commands: a browser's key was pressed. */
export async function requestCommand(command: 'next-unread', windowId: number): Promise<void> {
  // The instant tells one press from the next.
  await browser.storage.session.set({ [commandKey]: { command, windowId, at: Date.now() } });
}

/** Calls back with each command requested of this window, also one requested before the panel opened. */
export async function onCommandRequested(run: (command: 'next-unread') => void): Promise<void> {
  const { id } = await browser.windows.getCurrent();
  const take = (request: unknown) => {
    const { command, windowId } = (request ?? {}) as { command?: unknown; windowId?: unknown };
    if (command !== 'next-unread' || windowId !== id) return;
    browser.storage.session.remove(commandKey);
    run(command);
  };
  browser.storage.onChanged.addListener((changes: Record<string, { newValue?: unknown }>, area: string) => {
    if (area === 'session') take(changes[commandKey]?.newValue);
  });
  const stored: Record<string, unknown> = await browser.storage.session.get(commandKey);
  take(stored[commandKey]);
}
