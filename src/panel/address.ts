/**
 * The web address a person may have meant by what they typed, or undefined. A missing scheme is https; feed: is a
 * scheme some sites link their feeds with.
 */
export function readAddress(typed: string): string | undefined {
  const text = typed
    .trim()
    .replace(/^feed:(\/\/)?(?=https?:)/i, '')
    .replace(/^feed:\/\//i, 'https://');
  if (text === '' || /\s/.test(text)) return undefined;
  const schemed = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!/^https?:/i.test(schemed) || !URL.canParse(schemed)) return undefined;
  const url = new URL(schemed);
  const isHost = url.hostname.includes('.') || url.hostname.startsWith('[') || url.hostname === 'localhost';
  return isHost && url.username === '' ? url.href : undefined;
}

/** The host as a person reads it: without www. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : url;
}
