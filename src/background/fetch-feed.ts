import { hasPermission } from '../browser.ts';
import { type Credential, headerOf } from '../feeds/credential.ts';
import { type PaceHeaders, retryAfter } from '../feeds/headers.ts';
import { MAX_BYTES } from '../feeds/limits.ts';
import type { WireFacts } from '../feeds/model.ts';
import type { FailReason } from '../feeds/outcome.ts';
import type { Redirect } from '../feeds/redirects.ts';
import { contradicts, type Validators } from '../feeds/validators.ts';
import { readBody } from './read-body.ts';
import { type RequestFacts, watchRequest } from './requests.ts';

/** What to ask for, and how. */
export interface Request {
  /** Sent back, so that the server may say 304. */
  validators?: Validators;
  /** Sent to this address and nowhere else: no redirect is followed then. */
  credential?: Credential | undefined;
  /** No redirect is followed: the answer names where it leads ('redirect-refused'). */
  stays?: true;
  cancel?: AbortSignal;
  accept?: string;
  /** A larger body is not taken; MAX_BYTES when absent. */
  mostBytes?: number;
  now: () => number;
}

/** What asking a server gave. */
export type Fetched = Answer & {
  /** Of the answer; absent when there was none. */
  headers?: PaceHeaders;
  redirects: Redirect[];
};

type Answer =
  | { kind: 'bytes'; status: number; bytes: Uint8Array; facts: WireFacts; validators: Validators }
  /** `isDoubtful`: it names another document than the one it was asked about. */
  | { kind: 'unchanged'; status: 304; isDoubtful: boolean }
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
 * would hide 304s and answer from memory). 20 s to the first byte, 60 s in all, at most so many bytes. Never throws.
 */
export async function fetchFeed(url: string, request: Request): Promise<Fetched> {
  const { now, cancel } = request;
  const timeout = new AbortController();
  let why: FailReason = 'slow-answer';
  let timer = setTimeout(() => timeout.abort(), firstByteMs);
  const watch = watchRequest(url);
  const told = (answer: Answer, response?: Response): Fetched => ({
    ...answer,
    redirects: watch.end().redirects,
    ...(response !== undefined && { headers: paceHeaders(response) }),
  });
  try {
    const startedAt = now();
    const response = await fetch(url, {
      headers: headersFor(request),
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: mayMove(request) ? 'follow' : 'error',
      signal: cancel === undefined ? timeout.signal : AbortSignal.any([timeout.signal, cancel]),
    });
    if (response.redirected) await watch.settle(response.url);
    const settled = settledByStatus(response, request);
    if (settled !== undefined) {
      await response.body?.cancel();
      return told(settled, response);
    }
    clearTimeout(timer);
    why = 'slow-body';
    timer = setTimeout(() => timeout.abort(), wholeMs - (now() - startedAt));
    const bytes = await readBody(response, request.mostBytes ?? MAX_BYTES);
    const { status } = response;
    if (bytes === undefined) return told({ kind: 'failed', why: 'body-too-large', status }, response);
    const facts = factsOf(response, url);
    return told({ kind: 'bytes', status, bytes, facts, validators: validatorsOf(response) }, response);
  } catch (error) {
    if (cancel?.aborted) return told({ kind: 'cancelled' });
    if (timeout.signal.aborted) return told({ kind: 'failed', why });
    await watch.settle(undefined);
    return told(await unreachable(watch.end(), request, error));
  } finally {
    watch.end();
    clearTimeout(timer);
  }
}

/** Why a request ended without an answer: fetch says one TypeError for all; the browser's listener says more. */
async function unreachable(facts: RequestFacts, request: Request, error: unknown): Promise<Answer> {
  const last = facts.redirects.at(-1);
  if (last !== undefined && !mayMove(request)) {
    const { to, status } = last;
    return { kind: 'failed', why: 'redirect-refused', detail: to, ...(status !== undefined && { status }) };
  }
  if (last !== undefined && /^https?:/.test(last.to) && !(await hasPermission(last.to))) {
    return { kind: 'failed', why: 'needs-permission', detail: new URL(last.to).hostname };
  }
  if (/TOO_MANY_REDIRECTS|REDIRECT_LOOP/.test(facts.error ?? ''))
    return { kind: 'failed', why: 'redirect-loop' };
  const detail = facts.error ?? (error instanceof Error ? error.message : String(error));
  return { kind: 'failed', why: 'unreachable', detail };
}

function mayMove({ credential, stays }: Request): boolean {
  return !credential && !stays;
}

function headersFor({ validators = {}, credential, accept = acceptFeeds }: Request): Headers {
  const headers = new Headers({ Accept: accept });
  if (validators.etag !== undefined) headers.set('If-None-Match', validators.etag);
  if (validators.lastModified !== undefined) headers.set('If-Modified-Since', validators.lastModified);
  if (credential !== undefined) headers.set(...headerOf(credential));
  return headers;
}

function settledByStatus(response: Response, { validators = {}, now }: Request): Answer | undefined {
  const { status, headers } = response;
  if (status === 304) {
    const wasConditional = validators.etag !== undefined || validators.lastModified !== undefined;
    if (!wasConditional) return { kind: 'failed', why: 'odd-304', status };
    const named = { etag: headers.get('ETag'), lastModified: headers.get('Last-Modified') };
    return { kind: 'unchanged', status, isDoubtful: contradicts(validators, named) };
  }
  if (status === 410) return { kind: 'gone', status };
  // 509 is no standard: some hosters say "bandwidth limit exceeded" by it.
  if (status === 429 || status === 503 || status === 509) {
    const retryAt = retryAfter(headers.get('Retry-After'), now());
    return retryAt === undefined ? { kind: 'limited', status } : { kind: 'limited', status, retryAt };
  }
  return response.ok ? undefined : { kind: 'failed', why: 'http', status };
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
