import type { Credential } from '../feeds/credential.ts';
import { decodeSafely } from './decode-safely.ts';

/**
 * The web address a person may have meant by what they typed, or undefined. A missing scheme is https; feed: is a
 * scheme some sites link their feeds with. A name and password before the host are no part of it: loginIn() reads them.
 */
export function readAddress(typed: string): string | undefined {
  const url = readUrl(typed);
  if (url === undefined) return undefined;
  url.username = '';
  url.password = '';
  return url.href;
}

/** The name and password that stand before the host ("https://ann:secret@example.org/feed"); undefined when there are none. */
export function loginIn(typed: string): Credential | undefined {
  const { username = '', password = '' } = readUrl(typed) ?? {};
  if (username === '' && password === '') return undefined;
  return { kind: 'basic', user: decodeSafely(username), password: decodeSafely(password) };
}

function readUrl(typed: string): URL | undefined {
  const text = typed
    .trim()
    .replace(/^feed:(\/\/)?(?=https?:)/i, '')
    .replace(/^feed:\/\//i, 'https://');
  if (text === '' || /\s/.test(text) || /^mailto:/i.test(text)) return undefined;
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const schemed = hasScheme ? text : `https://${text}`;
  if (!/^https?:/i.test(schemed) || !URL.canParse(schemed)) return undefined;
  const url = new URL(schemed);
  const isHost = url.hostname.includes('.') || url.hostname.startsWith('[') || url.hostname === 'localhost';
  // "ann@example.org" is where one writes to.
  const isMail = !hasScheme && url.username !== '' && url.password === '';
  return isHost && !isMail ? url : undefined;
}

/** The host as a person reads it: without www. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : url;
}
