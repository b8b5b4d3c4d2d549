import { browser, isFirefox } from '../browser.ts';

/** What the browser told of one of our own requests, beyond what fetch lets see. */
export interface RequestFacts {
  /** Where it was sent on, in order, with the status that did it. */
  redirects: { to: string; status: number }[];
  /** The browser's name of the network error: "net::ERR_NAME_NOT_RESOLVED", "NS_ERROR_UNKNOWN_HOST". */
  error?: string;
}

interface Details {
  requestId: string;
  url: string;
  redirectUrl?: string;
  statusCode?: number;
  error?: string;
  responseHeaders?: { name: string; value?: string }[];
}

/** What is known of a request while it runs. */
export interface Watch {
  /** What was told so far; stops the gathering. */
  end(): RequestFacts;
  /** Waits a moment where the listener is behind the answer: not told yet where it came from, or why there is none. */
  settle(answeredAt: string | undefined): Promise<void>;
}

const waiting = new Map<string, RequestFacts>();
const addressOf = new Map<string, string>();
const memory = 500;
const behindMs = 100;

let isListening = false;

/**
 * Listens to our own requests (tabId -1), never blocking them: fetch shows neither the kind of a redirect nor the name
 * of an error. Nothing of that need wake a worker, and to begin takes a browser a millisecond: it is done before the first
 * request, where there is time for it, and not at the start. May be called again.
 */
export function listenToRequests(): void {
  if (isListening) return;
  isListening = true;
  const own = { urls: ['<all_urls>'], tabId: -1 };
  browser.webRequest.onBeforeRedirect.addListener(onRedirect, own);
  browser.webRequest.onErrorOccurred.addListener(onError, own);
  // Chrome tells a redirect that is not followed as well; Firefox shows its answer only.
  if (isFirefox) browser.webRequest.onHeadersReceived.addListener(onHeaders, own, ['responseHeaders']);
}

/** Begins to gather what happens to requests for this address. */
export function watchRequest(url: string): Watch {
  listenToRequests();
  const facts: RequestFacts = { redirects: [] };
  const start = new URL(url).href;
  waiting.set(start, facts);
  const end = () => {
    waiting.delete(start);
    return facts;
  };
  return {
    end,
    async settle(answeredAt) {
      const isTold = answeredAt === undefined ? facts.error : facts.redirects.at(-1)?.to === answeredAt;
      if (!isTold) await untilTold();
    },
  };
}

function onRedirect(details: Details): void {
  const first = addressOf.get(details.requestId) ?? details.url;
  if (addressOf.size >= memory) addressOf.clear();
  addressOf.set(details.requestId, first);
  if (details.redirectUrl !== undefined) note(first, details.redirectUrl, details.statusCode);
}

/** A redirect that is not followed is told by its answer alone. */
function onHeaders({ requestId, url, statusCode = 0, responseHeaders = [] }: Details): void {
  if (![301, 302, 303, 307, 308].includes(statusCode)) return;
  const location = responseHeaders.find(({ name }) => name.toLowerCase() === 'location')?.value;
  if (location === undefined || !URL.canParse(location, url)) return;
  note(addressOf.get(requestId) ?? url, new URL(location, url).href, statusCode);
}

/** Notes a hop once, whichever listener told it first; a loop comes by the same place again and again. */
function note(first: string, to: string, status = 0): void {
  const redirects = waiting.get(first)?.redirects;
  if (redirects === undefined || redirects.at(-1)?.to === to) return;
  redirects.push({ to, status });
}

/** What the listeners know may be a moment behind. */
function untilTold(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, behindMs));
}

/** The error that the request to a host ended with that has just failed, by its name. */
export async function lastErrorAt(host: string): Promise<string | undefined> {
  await untilTold();
  return lastErrors.get(host);
}

const lastErrors = new Map<string, string>();

function onError(details: Details): void {
  if (lastErrors.size >= memory) lastErrors.clear();
  if (details.error !== undefined) lastErrors.set(new URL(details.url).host, details.error);
  const first = addressOf.get(details.requestId) ?? details.url;
  addressOf.delete(details.requestId);
  const facts = waiting.get(first);
  if (facts !== undefined && details.error !== undefined) facts.error = details.error;
}
