import { retryAfter } from '../../feeds/headers.ts';
import type { ServerSession } from '../../feeds/server-session.ts';
import { isObject } from './answers.ts';
import { profileOf, type ServerKind } from './profiles.ts';
import type { Reply, Send } from './transport.ts';
import { SyncTrouble, type Trouble } from './trouble.ts';

export type Session = ServerSession;

const mostAbove = 3;

interface Candidate {
  base: string;
  kind?: ServerKind;
}

/** Where the API may be behind an address, in the order to ask. */
export function candidatesOf(address: URL): Candidate[] {
  const given = address.href.replace(/\/+$/, '');
  const site = given.replace(/\/(accounts\/ClientLogin|reader(\/api(\/0)?)?)$/, '').replace(/\/i$/, '');
  // People copy the address of the page at which they are.
  return [site, ...above(site)].flatMap((base) => candidatesAt(base, address.hostname));
}

function candidatesAt(site: string, host: string): Candidate[] {
  const candidates: Candidate[] = [
    { base: site, ...kindOf(site, host) },
    { base: `${site}/api/greader.php`, kind: 'freshrss' },
    { base: `${site}/rest/googlereader`, kind: 'commafeed' },
  ];
  // FreshRSS shows people the address of its API's page.
  if (/\/api$/.test(site)) candidates.push({ base: `${site}/greader.php`, kind: 'freshrss' });
  return candidates;
}

/** What lies above an address, up to the root of its host; the nearest few and the root. */
function above(site: string): string[] {
  const { origin, pathname } = new URL(site);
  const parts = pathname.split('/').filter(Boolean);
  const all = parts
    .map(
      (_, i) =>
        origin +
        parts
          .slice(0, i)
          .map((part) => `/${part}`)
          .join(''),
    )
    .reverse();
  return all.filter((_, i) => i < mostAbove || i === all.length - 1);
}

function kindOf(base: string, host: string): { kind?: ServerKind } {
  if (base.endsWith('/greader.php')) return { kind: 'freshrss' };
  if (base.endsWith('/rest/googlereader')) return { kind: 'commafeed' };
  if (/(^|\.)theoldreader\.com$/.test(host)) return { kind: 'theoldreader' };
  if (/(^|\.)bazqux\.com$/.test(host)) return { kind: 'bazqux' };
  return {};
}

/**
 * Finds the API behind an address and logs in. Rejects with a SyncTrouble: what the most telling of the places asked
 * said.
 */
export async function logIn(send: Send, address: URL, user: string, password: string): Promise<Session> {
  const troubles: Trouble[] = [];
  for (const { base, kind } of candidatesOf(address)) {
    try {
      const reply = await askLogin(send, base, user, password);
      const auth = authIn(reply);
      const answers = auth === undefined ? undefined : await kindByAnswers(send, base, auth);
      if (auth !== undefined && answers !== undefined) return { base, user, auth, kind: kind ?? answers };
      troubles.push(troubleOfReply(reply, address.host, kind));
    } catch (error) {
      if (!(error instanceof SyncTrouble)) throw error;
      troubles.push(error.trouble);
      // Nobody is there: the other paths are not either.
      if (['unreachable', 'slow', 'certificate'].includes(error.trouble.code)) break;
    }
  }
  throw new SyncTrouble(mostTelling(troubles) ?? { code: 'no-greader', host: address.host });
}

/** Logs in again where the API is known to be. Answers the new key; rejects with a SyncTrouble. */
export async function logInAgain(send: Send, session: Session, password: string): Promise<string> {
  const reply = await askLogin(send, session.base, session.user, password);
  const auth = authIn(reply);
  if (auth !== undefined) return auth;
  const trouble = troubleOfReply(reply, new URL(session.base).host, profileOf(session.kind).kind);
  throw new SyncTrouble(trouble.code === 'wrong-login' ? { ...trouble, code: 'reconnect' } : trouble);
}

function askLogin(send: Send, base: string, user: string, password: string): Promise<Reply> {
  const body = new URLSearchParams([
    ['Email', user],
    ['Passwd', password],
  ]).toString();
  return send({ url: `${base}/accounts/ClientLogin`, body });
}

/** The key in the lines of an answer. */
function authIn({ status, text }: Reply): string | undefined {
  if (status !== 200) return undefined;
  // Header values hold no spaces or controls; nor does any server's key.
  return /^Auth=([\x21-\x7e]+)\s*$/m.exec(text)?.[1];
}

function troubleOfReply(
  { status, text, retryAfter: wait }: Reply,
  host: string,
  kind: ServerKind | undefined,
): Trouble {
  const facts = { host, status };
  // The page of a web server forbids as well; a server that speaks to readers answers in a line or in JSON.
  const isPage = text.trimStart().startsWith('<');
  if ((status === 401 || status === 403) && !isPage)
    return { ...facts, code: 'wrong-login', ...(kind !== undefined && { detail: kind }) };
  if (status === 503 && kind === 'freshrss') return { ...facts, code: 'api-disabled' };
  const retryAt = retryAfter(wait ?? null, Date.now());
  if (status === 429) return { ...facts, code: 'limited', ...(retryAt !== undefined && { retryAt }) };
  if (status >= 500) return { ...facts, code: 'server-error' };
  return { ...facts, code: 'no-greader' };
}

/** A place that knows what a login is says more than one that is not there. */
const order = ['wrong-login', 'api-disabled', 'redirect', 'limited', 'unreachable', 'slow', 'server-error'];

function mostTelling(troubles: Trouble[]): Trouble | undefined {
  const rank = ({ code }: Trouble) => (order.includes(code) ? order.indexOf(code) : order.length);
  return [...troubles].sort((a, b) => rank(a) - rank(b))[0];
}

/** Miniflux answers what it does not know with an empty array. undefined: it says yes to anything, and is no such server. */
async function kindByAnswers(send: Send, base: string, auth: string): Promise<ServerKind | undefined> {
  const url = `${base}/reader/api/0/unread-count?output=json`;
  const { status, text } = await send({ url, authorization: `GoogleLogin auth=${auth}` });
  if (status !== 200) return 'other';
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? 'other' : 'miniflux';
  } catch {
    return undefined;
  }
}
