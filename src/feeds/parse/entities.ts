import { decodeHTMLStrict } from 'entities/decode';

/** Looks up what a document's own DTD declared. */
export type DeclaredEntities = (name: string) => string | undefined;

const REFERENCE = /&(#?[0-9a-z]{1,32});/gi;
const NONE: DeclaredEntities = () => undefined;

/**
 * Text with its entities replaced once: the five of XML, numeric ones (0x80 to 0x9F as windows-1252, as all
 * browsers do), the HTML names, and those the document declared. Only with a semicolon, so that `?a=1&copy=3` in a
 * link stays. Unknown ones stay text. `onUnknown` hears each name that XML does not know and nobody declared.
 */
export function decodeEntities(text: string, declared = NONE, onUnknown?: (name: string) => void): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (whole: string, name: string) => {
    switch (name) {
      case 'lt':
        return '<';
      case 'gt':
        return '>';
      case 'amp':
        return '&';
      case 'quot':
        return '"';
      case 'apos':
        return "'";
    }
    if (name.startsWith('#')) return known(whole);
    const own = declared(name);
    if (own !== undefined) return own;
    onUnknown?.(name);
    return known(whole);
  });
}

/** References met before: a feed repeats a few of them thousands of times. */
const memory = new Map<string, string>();
const MEMORY = 1_000;

function known(reference: string): string {
  const before = memory.get(reference);
  if (before !== undefined) return before;
  const meant = withoutControls(decodeHTMLStrict(reference));
  if (memory.size >= MEMORY) memory.clear();
  memory.set(reference, meant);
  return meant;
}

/** Characters XML forbids may not come in by number either (XML 1.0, section 2.2). */
export function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}

/** Text made safe to stand between tags. */
export function escapeText(text: string): string {
  if (!/[&<>]/.test(text)) return text;
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Text made safe to stand inside a double-quoted attribute. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replace(/"/g, '&quot;');
}
