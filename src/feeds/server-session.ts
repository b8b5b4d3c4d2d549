/** Where a server's API is, and the key to it. `auth` is secret. */
export interface ServerSession {
  /** Without a slash at its end. */
  base: string;
  /** Which server it is: sync/greader/profiles.ts. */
  kind: string;
  user: string;
  auth: string;
}
