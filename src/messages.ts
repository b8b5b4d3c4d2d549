import { browser } from './browser.ts';
import type { Credential } from './feeds/credential.ts';
import type { FailReason } from './feeds/outcome.ts';
import type { ServerSession } from './feeds/server-session.ts';
import type { Trouble } from './feeds/server-trouble.ts';

/** The lock that whoever syncs holds: a page that gets it knows that nobody does. */
export const syncLock = 'sync';

/** A post as the preview of a feed shows it. */
export interface PreviewPost {
  title?: string;
  author?: string;
  snippet: string;
  at?: number;
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
  | { kind: 'page'; url: string; html: string }
  | { kind: 'needs-permission'; url: string; host: string }
  | { kind: 'failed'; url: string; why: FailReason; status?: number; detail?: string };

/** What asking a post's page gave. */
export type FullTextAnswer =
  | { kind: 'page'; html: string }
  | { kind: 'needs-permission'; host: string }
  | { kind: 'failed'; why: FailReason | 'no-page' | 'host-quiet'; status?: number };

/** The protocol: what a page may ask of the worker. Everything else goes through the database or the settings. */
interface Protocol {
  /** Checks these feeds now, all when absent, or syncs; resolves when that has ended. */
  checkNow: { ask: { feedIds?: number[] }; answer: { checked: number; trouble?: Trouble } };
  cancelCheck: { ask: Record<string, never>; answer: { cancelled: boolean } };
  /** A credential goes to the address itself and nowhere else. */
  preview: { ask: { url: string; credential?: Credential }; answer: PreviewAnswer };
  /** Goes on with what is being taken back, until it is done. */
  finishTurning: { ask: Record<string, never>; answer: Record<string, never> };
  /** The page of a post, as HTML with absolute links: the panel, which has a DOM, finds the text in it. */
  fullText: { ask: { postId: number }; answer: FullTextAnswer };
  /** Clears old posts away now, by the settings. */
  tidyUp: { ask: Record<string, never>; answer: { dropped: number } };
  /** Exchanges with the person's other devices now, where that is switched on. */
  share: { ask: Record<string, never>; answer: Record<string, never> };
  /** Logs in to a server and opens its account; its first sync begins. The password is kept only where that is said. */
  connect: { ask: ConnectAsk; answer: { trouble?: Trouble } };
  /** Opens the local account; the key to the server is forgotten, its database stays. */
  disconnect: { ask: Record<string, never>; answer: Record<string, never> };
  /** Syncs now, or only sends what waits. */
  sync: { ask: { pushOnly?: boolean }; answer: { trouble?: Trouble } };
  /**
   * Brings feeds and marks of another account, named by its database, into the one that is open. What came of it is told
   * where that is the local one; with a server it stands in the account's row.
   */
  bring: { ask: { from: string }; answer: { trouble?: Trouble; brought?: Brought } };
}

/** What came of bringing: src/storage/bring.ts. */
export interface Brought {
  feeds: number;
  added: number;
  allRead: number;
  read: number;
  allStarred: number;
  starred: number;
  copied: number;
}

export interface ConnectAsk {
  address: string;
  user: string;
  password: string;
  keepPassword: boolean;
}

export type Name = keyof Protocol;
export type Ask<N extends Name> = Protocol[N]['ask'];
export type Answer<N extends Name> = Protocol[N]['answer'];
export type Handlers = { [N in Name]: (ask: Ask<N>) => Promise<Answer<N>> };

/** Asks the worker, waking it when it sleeps. Rejects when the worker throws or is killed before it answers. */
export async function ask<N extends Name>(name: N, payload: Ask<N>): Promise<Answer<N>> {
  return answerOf(await browser.runtime.sendMessage({ name, payload })) as Answer<N>;
}

type Reply = (reply: { value: unknown } | { error: string }) => void;

type Listener = (message: unknown, sender: { id?: string }, reply: Reply) => true | undefined;

function onMessage(listener: Listener): void {
  browser.runtime.onMessage.addListener(
    listener as Parameters<typeof browser.runtime.onMessage.addListener>[0],
  );
}

/** Calling `reply` later, with `true` at once, is the way of answering that all versions of both browsers know. */
function replyLater(work: Promise<unknown>, reply: Reply): true {
  work.then(
    (value) => reply({ value }),
    (error) => reply({ error: String(error) }),
  );
  return true;
}

function answerOf(reply: unknown): unknown {
  const { value, error } = (reply ?? { error: 'The worker gave no answer.' }) as {
    value?: unknown;
    error?: string;
  };
  if (error !== undefined) throw new Error(error);
  return value;
}

/** Answers our own pages only; anything else gets no answer. To be called once, at the worker's top level. */
export function answerWith(handlers: Handlers): void {
  onMessage((message, sender, reply) => {
    if (sender.id !== browser.runtime.id || !isAsk(message)) return undefined;
    const handler = handlers[message.name] as (payload: unknown) => Promise<unknown>;
    return replyLater(handler(message.payload), reply);
  });
}

const isId = Number.isInteger;

/** What each question must bring. */
const fits: Record<Name, (payload: Record<string, unknown>) => boolean> = {
  checkNow: ({ feedIds = [] }) => Array.isArray(feedIds) && feedIds.every(isId),
  cancelCheck: () => true,
  preview: ({ url }) => typeof url === 'string',
  fullText: ({ postId }) => isId(postId),
  tidyUp: () => true,
  finishTurning: () => true,
  share: () => true,
  connect: ({ address, user, password }) =>
    [address, user, password].every((each) => typeof each === 'string'),
  disconnect: () => true,
  sync: () => true,
  bring: ({ from }) => typeof from === 'string' && /^sidereal(-\w+)?$/.test(from),
};

function isAsk(message: unknown): message is { name: Name; payload: unknown } {
  const { name, payload } = (message ?? {}) as { name?: unknown; payload?: Record<string, unknown> };
  if (typeof name !== 'string' || !Object.hasOwn(fits, name)) return false;
  return typeof payload === 'object' && payload !== null && fits[name as Name](payload);
}

/** What the worker has done by the page that nobody sees (src/offscreen), which has room and a DOM. */
interface HiddenProtocol {
  /** The text in a web page, as HTML still to be sanitized; undefined when there is none. */
  findText: { ask: { html: string }; answer: string | undefined };
  /** Clears old posts away; the settings come along, the page cannot read them. */
  tidyUp: { ask: { settings: object }; answer: { dropped: number; feedIds: number[] } };
  /** A copy for the automatic backup, as text. */
  makeCopy: { ask: { settings: object }; answer: { text: string; feeds: number } };
  /** Puts the first of these copies that can be read into an empty database; answers whether that was done. */
  restoreCopy: { ask: { texts: string[] }; answer: boolean };
  /** Exchanges with other devices: `items` of storage.sync, and what was `agreed` on before, as it was answered then. */
  share: {
    ask: { settings: object; items: Record<string, unknown>; agreed: unknown; hasWaited: boolean };
    answer: {
      agreed: object;
      /** What other devices have set. */
      settings: object;
      /** What is to be written to storage.sync, and what to be taken out of it. */
      write: Record<string, string>;
      remove: string[];
      state: 'waiting' | 'told' | 'full' | 'newer';
      feeds: number;
      withheld: number;
      bytes: number;
      /** Feeds or folders have come, changed or gone. */
      hasChanged: boolean;
    };
  };
  /** Into the local account: feeds, and once they were checked their marks. A server's sync does both itself. */
  bringFeeds: { ask: { from: string }; answer: Pick<Brought, 'feeds' | 'added'> };
  bringMarks: {
    ask: { from: string };
    answer: Omit<Brought, 'feeds' | 'added'>;
  };
  /** Ends what is being taken back or done again. */
  finishTurning: { ask: Record<string, never>; answer: boolean };
  /** Counts these saved views anew. */
  settleViews: { ask: { viewIds: number[] }; answer: boolean };
  /** Keeps the search index, for so long. */
  index: { ask: { forMs: number }; answer: { isDone: boolean } };
  /** Finds the API behind an address and logs in. */
  logIn: { ask: Omit<ConnectAsk, 'keepPassword'>; answer: { session?: ServerSession; trouble?: Trouble } };
  /** One sync (src/sync/run-sync.ts). `auth` is a new key, to be kept. */
  sync: { ask: SyncAsk; answer: { trouble?: Trouble; auth?: string; added: number; changed: number } };
  /** Ends the sync under way soon; answers whether there was one. */
  endSync: { ask: Record<string, never>; answer: boolean };
}

export interface SyncAsk {
  session: ServerSession;
  password?: string;
  pushOnly: boolean;
  everyMinutes: number;
}

export type HiddenTask = keyof HiddenProtocol;
export type HiddenAsk<N extends HiddenTask> = HiddenProtocol[N]['ask'];
export type HiddenAnswer<N extends HiddenTask> = HiddenProtocol[N]['answer'];
export type HiddenTasks = { [N in HiddenTask]: (ask: HiddenAsk<N>) => Promise<HiddenAnswer<N>> };

/** Asks the hidden page, which must be open. To be called by the worker. */
export async function askHiddenPage<N extends HiddenTask>(
  hidden: N,
  payload: HiddenAsk<N>,
): Promise<HiddenAnswer<N>> {
  return answerOf(await browser.runtime.sendMessage({ hidden, payload })) as HiddenAnswer<N>;
}

/** Does what the worker asks for. To be called once, in the hidden page. */
export function answerAsHiddenPage(tasks: HiddenTasks): void {
  onMessage((message, sender, reply) => {
    const { hidden, payload } = (message ?? {}) as { hidden?: unknown; payload?: unknown };
    if (sender.id !== browser.runtime.id || typeof hidden !== 'string' || !Object.hasOwn(tasks, hidden))
      return undefined;
    const task = tasks[hidden as HiddenTask] as (payload: unknown) => Promise<unknown>;
    return replyLater(task(payload), reply);
  });
}

/** Where in storage.session a request of the panel waits (src/panel/requested.ts takes it). */
export const viewKey = 'requestedView';

/** Asks the panel, open or about to open, to show a view: a route such as "#/add?tab=7". */
export async function requestView(route: string): Promise<void> {
  await browser.storage.session.set({ [viewKey]: route });
}

export const commandKey = 'requestedCommand';

/** Asks the panel of a window, open or about to open, to run one of its commands: a browser's key was pressed. */
export async function requestCommand(command: 'next-unread', windowId: number): Promise<void> {
  // The instant tells one press from the next.
  await browser.storage.session.set({ [commandKey]: { command, windowId, at: Date.now() } });
}
