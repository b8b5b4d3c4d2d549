/** Text that leaves the machine in a bug report: what could open a door is struck out. */

const struck = '***';
/** Names of query parameters, and of path parts that announce what follows. */
const secretName =
  /^(.*[-_])?(api-?key|key|token|auth|authorization|secret|sig|signature|password|passwd|pass|pwd|pw|session|sid|code|hash|user|username|login|email)([-_].*)?$/i;
/** Long runs of letters and digits mixed, as keys are: "f3a9c04b77e1", "AbC1dEf2GhI3jKl4". A title's words hold no digits. */
const secretLooking = /^(?=[\w.~-]*\d)(?=[\w.~-]*[a-z])[\w.~-]{16,}$/i;

/** An address without names, passwords and keys: "https://***@host/private/***?token=***". What is no address is struck whole. */
export function withoutSecrets(address: string): string {
  if (!URL.canParse(address)) return struck;
  const url = new URL(address);
  const who = url.username === '' && url.password === '' ? '' : `${struck}@`;
  const path = url.pathname.split('/').map(strikePart).join('/');
  const query = [...url.searchParams].map(
    ([name, value]) => `${encodeURIComponent(strikeLong(name))}=${strikeValue(name, value)}`,
  );
  return `${url.protocol}//${who}${url.host}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** A text in which addresses, and these secrets themselves, are struck out wherever they stand. */
export function strikeOut(text: string, secrets: readonly string[]): string {
  // The longest first: one may hold another.
  const known = [...secrets].filter((secret) => secret.length > 2).sort((a, b) => b.length - a.length);
  const bare = known.reduce(
    (rest, secret) => rest.replaceAll(secret, struck).replaceAll(encodeURIComponent(secret), struck),
    text,
  );
  return bare.replace(/\bhttps?:\/\/[^\s"'<>]+/gi, withoutSecrets);
}

function strikePart(part: string, index: number, parts: string[]): string {
  const before = parts[index - 1] ?? '';
  return part !== '' && secretName.test(before) ? struck : strikeLong(part);
}

function strikeLong(text: string): string {
  return secretLooking.test(text) ? struck : text;
}

function strikeValue(name: string, value: string): string {
  return secretName.test(name) || secretLooking.test(value) ? struck : encodeURIComponent(value);
}
