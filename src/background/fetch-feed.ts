import { hasPermission } from '../browser.ts';
import { type PaceHeaders, retryAfter } from '../feeds/headers.ts';
import { MAX_BYTES } from '../feeds/limits.ts';
import type { WireFacts } from '../feeds/model.ts';
import type { FailReason } from '../feeds/outcome.ts';
import type { Redirect } from '../feeds/redirects.ts';
import { type RequestFacts, watchRequest } from './requests.ts';

/** Validators of the last answer, sent back so that the server may say 304. */
export interface Validators {
  etag?: string;
  lastModified?: string;
}

/** What asking a server gave. */
export type Fetched = Answer & {
  /** Of the answer; absent when there was none. */
  headers?: PaceHeaders;
  redirects: Redirect[];
};

type Answer =
  | { kind: 'bytes'; status: number; bytes: Uint8Array; facts: WireFacts; validators: Validators }
  | { kind: 'unchanged'; status: 304 }
  | { kind: 'gone'; status: 410 }
  | { kind: 'limited'; status: number; retryAt?: number }
  | { kind: 'failed'; why: FailReason; status?: number; detail?: string }
  | { kind: 'cancelled' };

const acceptFeeds =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.8, application/json;q=0.7, */*;q=0.5';

const firstByteMs = 20_000;
const wholeMs = 60_000;

/**
 * Asks for a document, politely: own validators, no cookies, no referrer, no cache of the browser's in between (it
 * would hide 304s and answer from memory). 20 s to the first byte, 60 s in all, at most MAX_BYTES. Never throws.
 */
export async function fetchFeed(
  url: string,
  validators: Validators,
  cancel: AbortSignal,
  now: () => number,
  accept = acceptFeeds,
): Promise<Fetched> {
  const timeout = new AbortController();
  let why: FailReason = 'slow-answer';
  let timer = setTimeout(() => timeout.abort(), firstByteMs);
  const request = watchRequest(url);
  const told = (answer: Answer, response?: Response): Fetched => ({
    ...answer,
    redirects: request.end().redirects,
    ...(response !== undefined && { headers: paceHeaders(response) }),
  });
  try {
    const startedAt = now();
    const response = await fetch(url, {
      headers: headersFor(validators, accept),
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'follow',
      signal: AbortSignal.any([timeout.signal, cancel]),
    });
    const settled = settledByStatus(response, now());
    if (settled !== undefined) {
      await response.body?.cancel();
      return told(settled, response);
    }
    clearTimeout(timer);
    why = 'slow-body';
    timer = setTimeout(() => timeout.abort(), wholeMs - (now() - startedAt));
    const bytes = await readBounded(response);
    const { status } = response;
    if (bytes === undefined) return told({ kind: 'failed', why: 'body-too-large', status }, response);
    const facts = factsOf(response, url);
    return told({ kind: 'bytes', status, bytes, facts, validators: validatorsOf(response) }, response);
  } catch (error) {
    if (cancel.aborted) return told({ kind: 'cancelled' });
    if (timeout.signal.aborted) return told({ kind: 'failed', why });
    return told(await unreachable(request.end(), error));
  } finally {
    request.end();
    clearTimeout(timer);
  }
}

/** Why a request ended without an answer: fetch says one TypeError for all; the browser's listener says more. */
async function unreachable(facts: RequestFacts, error: unknown): Promise<Answer> {
  const last = facts.redirects.at(-1)?.to;
  if (last !== undefined && /^https?:/.test(last) && !(await hasPermission(last))) {
    return { kind: 'failed', why: 'needs-permission', detail: new URL(last).hostname };
  }
  if (/TOO_MANY_REDIRECTS|REDIRECT_LOOP/.test(facts.error ?? ''))
    return { kind: 'failed', why: 'redirect-loop' };
  const detail = facts.error ?? (error instanceof Error ? error.message : String(error));
  return { kind: 'failed', why: 'unreachable', detail };
}

function headersFor(validators: Validators, accept: string): Headers {
  const headers = new Headers({ Accept: accept });
  if (validators.etag !== undefined) headers.set('If-None-Match', validators.etag);
  if (validators.lastModified !== undefined) headers.set('If-Modified-Since', validators.lastModified);
  return headers;
}

function settledByStatus(response: Response, now: number): Answer | undefined {
  const { status } = response;
  if (status === 304) return { kind: 'unchanged', status };
  if (status === 410) return { kind: 'gone', status };
  // 509 is no standard: some hosters say "bandwidth limit exceeded" by it.
  if (status === 429 || status === 503 || status === 509) {
    const retryAt = retryAfter(response.headers.get('Retry-After'), now);
    return retryAt === undefined ? { kind: 'limited', status } : { kind: 'limited', status, retryAt };
  }
  return response.ok ? undefined : { kind: 'failed', why: 'http', status };
}

/** The body's bytes; undefined as soon as it is larger than we take. */
async function readBounded(response: Response): Promise<Uint8Array | undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MAX_BYTES) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function factsOf(response: Response, url: string): WireFacts {
  const facts: WireFacts = { url: response.url || url };
  const contentType = response.headers.get('Content-Type');
  const contentLocation = response.headers.get('Content-Location');
  if (contentType !== null) facts.contentType = contentType;
  if (contentLocation !== null) facts.contentLocation = contentLocation;
  return facts;
}

function validatorsOf(response: Response): Validators {
  const etag = response.headers.get('ETag');
  const lastModified = response.headers.get('Last-Modified');
  return { ...(etag !== null && { etag }), ...(lastModified !== null && { lastModified }) };
}

function paceHeaders({ headers }: Response): PaceHeaders {
  return {
    cacheControl: headers.get('Cache-Control'),
    expires: headers.get('Expires'),
    date: headers.get('Date'),
    age: headers.get('Age'),
    retryAfter: headers.get('Retry-After'),
  };
}
