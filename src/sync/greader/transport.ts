import { SyncTrouble, type TroubleCode } from './trouble.ts';

/** A call to a server. `body` is form-encoded already; with it the call is a POST. */
export interface Call {
  url: string;
  body?: string;
  /** The value of the header Authorization. */
  authorization?: string;
  longestMs?: number;
}

/** What came back, whatever its status. `retryAfter` and `date` are headers as sent, where they may be read. */
export interface Reply {
  status: number;
  text: string;
  retryAfter?: string;
  date?: string;
}

/** Makes a call. Rejects with a SyncTrouble when there is no whole answer. */
export type Send = (call: Call) => Promise<Reply>;

/** Ten thousand ids are 260 kB, a hundred long posts a few MB. */
const mostBytes = 64 * 1024 * 1024;
const usualMs = 30_000;

/**
 * Asks the network: no cookies, no referrer, no cache, no header but Authorization (others would need a preflight), and
 * no redirect is followed, so that neither password nor token reaches another place.
 */
export const send: Send = async ({ url, body, authorization, longestMs = usualMs }) => {
  const { host } = new URL(url);
  const trouble = (code: TroubleCode, detail?: string) =>
    new SyncTrouble({ code, host, ...(detail !== undefined && { detail }) });
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), longestMs);
  let hasBegun = false;
  try {
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: new Headers({
        ...(authorization !== undefined && { Authorization: authorization }),
        ...(body !== undefined && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      }),
      ...(body !== undefined && { body }),
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'manual',
      signal: timeout.signal,
    });
    hasBegun = true;
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      throw trouble('redirect', response.headers.get('Location') ?? undefined);
    }
    const text = await readText(response);
    if (text === undefined) throw trouble('too-large');
    const retryAfter = response.headers.get('Retry-After');
    const date = response.headers.get('Date');
    return {
      status: response.status,
      text,
      ...(retryAfter !== null && { retryAfter }),
      ...(date !== null && { date }),
    };
  } catch (error) {
    if (error instanceof SyncTrouble) throw error;
    if (timeout.signal.aborted) throw trouble('slow');
    throw trouble(hasBegun ? 'cut-off' : 'unreachable');
  } finally {
    clearTimeout(timer);
  }
};

/** The body as text; undefined where it has no end in reason. */
async function readText(response: Response): Promise<string | undefined> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > mostBytes) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
