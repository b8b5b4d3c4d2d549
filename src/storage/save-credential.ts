import { browser } from '../browser.ts';
import type { Credential } from '../feeds/credential.ts';
import { isCredential, key, loadCredentials } from './credentials.ts';

/** Keeps a credential for a feed and the origin of its address; undefined takes it away. */
export async function saveCredential(
  feedId: number,
  url: string,
  credential: Credential | undefined,
): Promise<void> {
  const { [feedId]: _was, ...others } = await loadCredentials();
  const all =
    credential === undefined ? others : { ...others, [feedId]: { origin: new URL(url).origin, credential } };
  await browser.storage.local.set({ [key]: all });
}

/** A credential written as JSON; undefined when it is none, or cannot be sent. */
export function readCredential(text: string): Credential | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isCredential(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
