import { browser } from '../browser.ts';

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
}

const waiting = new Map<string, RequestFacts>();
const addressOf = new Map<string, string>();
const memory = 500;

/**
 * Listens to our own requests (tabId -1), never blocking them: fetch shows neither the kind of a redirect nor the name
 * of an error. Call once, at the worker's top level.
 */
export function listenToRequests(): void {
  const own = { urls: ['<all_urls>'], tabId: -1 };
  browser.webRequest.onBeforeRedirect.addListener(onRedirect, own);
  browser.webRequest.onErrorOccurred.addListener(onError, own);
}

/** Begins to gather what happens to requests for this address; `end` answers it and stops. */
export function watchRequest(url: string): { end: () => RequestFacts } {
  const facts: RequestFacts = { redirects: [] };
  waiting.set(url, facts);
  return {
    end: () => {
      waiting.delete(url);
      return facts;
    },
  };
}

function onRedirect(details: Details): void {
  const first = addressOf.get(details.requestId) ?? details.url;
  if (addressOf.size >= memory) addressOf.clear();
  addressOf.set(details.requestId, first);
  if (details.redirectUrl === undefined) return;
  waiting.get(first)?.redirects.push({ to: details.redirectUrl, status: details.statusCode ?? 0 });
}

function onError(details: Details): void {
  const first = addressOf.get(details.requestId) ?? details.url;
  addressOf.delete(details.requestId);
  const facts = waiting.get(first);
  if (facts !== undefined && details.error !== undefined) facts.error = details.error;
}
