/** One hop of an answer; a status that could not be seen counts as temporary. */
export interface Redirect {
  status?: number;
  to: string;
}

/** Where a feed said it has moved for good, and in how many checks in a row. */
export interface MoveSeen {
  to: string;
  times: number;
}

/** So often a server must say the same before the address is changed: a permanent redirect may be a slip, too. */
const timesToBelieve = 3;

/**
 * What the redirects of one good check mean (RFC 9110, 15.4): permanent ones (301, 308) at the beginning of the chain
 * name a new address, what follows a temporary one does not. `moveTo` is the address to change to, once it has been
 * named three times in a row; `seen` is to be stored and passed again.
 */
export function afterRedirect(
  before: MoveSeen | undefined,
  redirects: Redirect[],
): { seen?: MoveSeen; moveTo?: string } {
  const firstTemporary = redirects.findIndex(({ status }) => status !== 301 && status !== 308);
  const permanent = firstTemporary === -1 ? redirects : redirects.slice(0, firstTemporary);
  const to = permanent.at(-1)?.to;
  if (to === undefined) return {};
  const times = before?.to === to ? before.times + 1 : 1;
  if (times >= timesToBelieve) return { moveTo: to };
  return { seen: { to, times } };
}
