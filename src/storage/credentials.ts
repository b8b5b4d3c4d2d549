import { browser } from '../browser.ts';
import { type Credential, flawOf } from '../feeds/credential.ts';
import { localValue } from './local-value.ts';

/**
 * Names, passwords and keys of feeds. They live in storage.local and nowhere else: not in the database, not in an OPML
 * file. Each is bound to the origin it was given for and is never given to another.
 */
interface Kept {
  origin: string;
  credential: Credential;
}

export type Credentials = Record<string, Kept>;

/** Where in storage.local. */
export const key = 'credentials';

/** All credentials, by feed id. */
export async function loadCredentials(): Promise<Credentials> {
  return credentialsIn(await localValue(key));
}

/** The credentials in something that was stored, or read from a file; whatever is none is left out. */
export function credentialsIn(found: unknown): Credentials {
  if (typeof found !== 'object' || found === null) return {};
  return Object.fromEntries(Object.entries(found).filter(([, kept]) => isKept(kept)));
}

/** What may be sent to this address for a feed: nothing when it was given for another origin. */
export function credentialFor(all: Credentials, feedId: number, url: string): Credential | undefined {
  const kept = all[feedId];
  return kept !== undefined && kept.origin === new URL(url).origin ? kept.credential : undefined;
}

/** Forgets the credentials of all feeds but these. */
export async function keepCredentialsOf(feedIds: ReadonlySet<number>): Promise<void> {
  // Not what was asked early: what is changed is what is stored now.
  const all = Object.entries(credentialsIn((await browser.storage.local.get(key))[key]));
  const kept = all.filter(([feedId]) => feedIds.has(Number(feedId)));
  if (kept.length < all.length) await browser.storage.local.set({ [key]: Object.fromEntries(kept) });
}

function isKept(value: unknown): value is Kept {
  const { origin, credential } = (value ?? {}) as Partial<Record<keyof Kept, unknown>>;
  return typeof origin === 'string' && isCredential(credential);
}

/** Is this a credential that can be sent? */
export function isCredential(value: unknown): value is Credential {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, ...texts } = value as Record<string, unknown>;
  const wanted = { basic: ['user', 'password'], bearer: ['token'], header: ['name', 'value'] }[String(kind)];
  if (wanted === undefined || !wanted.every((name) => typeof texts[name] === 'string')) return false;
  return flawOf(value as Credential) === undefined;
}
