/**
 * The address a person typed, as a URL without query and fragment; undefined where it is none. Without a scheme it is
 * https, but http on this machine itself.
 */
export function readServerAddress(typed: string): URL | undefined {
  const text = typed.trim();
  const host = text.replace(/^(\[[^\]]*\]|[^/:?#]*).*$/s, '$1');
  const scheme = /^https?:\/\//i.test(text) ? '' : isLoopback(host) ? 'http://' : 'https://';
  if (text === '' || /\s/.test(text) || (scheme !== '' && /^[a-z][\w+.-]*:\/\//i.test(text)))
    return undefined;
  if (!URL.canParse(scheme + text)) return undefined;
  const url = new URL(scheme + text);
  url.search = '';
  url.hash = '';
  // A password in an address would end in places that show addresses.
  url.username = '';
  url.password = '';
  return url;
}

/** Would a password go over the wire for all to read? */
export function isReadableByOthers(url: URL): boolean {
  return url.protocol === 'http:' && !isLoopback(url.hostname);
}

function isLoopback(host: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/i.test(host);
}
