import { browser } from '../browser.ts';
import type { ServerSession } from '../feeds/server-session.ts';

/** The key to a server. It lives in storage.local and nowhere else: in no database, no export, no log, not in storage.sync. */
export interface ServerLogin extends ServerSession {
  /** The database it belongs to. */
  store: string;
  /** Only where the person said to keep it. */
  password?: string;
}

const key = 'serverLogin';

/** The key to the server of a database; undefined where there is none. */
export async function loadLogin(store: string): Promise<ServerLogin | undefined> {
  const found = (await browser.storage.local.get(key))[key];
  return isLogin(found) && found.store === store ? found : undefined;
}

/** Keeps the key. There is one at a time. */
export async function saveLogin(login: ServerLogin): Promise<void> {
  await browser.storage.local.set({ [key]: login });
}

/** Forgets it, and with it the password. */
export async function forgetLogin(): Promise<void> {
  await browser.storage.local.remove(key);
}

function isLogin(value: unknown): value is ServerLogin {
  const found = (value ?? {}) as Record<string, unknown>;
  const isText = (name: string) => typeof found[name] === 'string';
  if (!['store', 'base', 'kind', 'user', 'auth'].every(isText)) return false;
  return found.password === undefined || isText('password');
}
