import { decodeHTMLStrict } from 'entities/decode';

/** Looks up what a document's own DTD declared. */
export type DeclaredEntities = (name: string) => string | undefined;
/** Hears each reference but XML's five and what the document declared; `meant` is undefined where nobody knows it. */
export type OnReference = (name: string, meant: string | undefined) => void;

/** The longest name in HTML, CounterClockwiseContourIntegral, has 31 letters. */
const LONGEST = 32;
const NAME = /^#?[0-9a-z]+$/i;
const XML_NAMES = new Set(['lt', 'gt', 'amp', 'quot', 'apos']);
const SEMICOLON = 59;
const SMALL_G = 103;
const SMALL_L = 108;
const SMALL_T = 116;
const nothingDeclared: DeclaredEntities = () => undefined;

/**
 * Text with its entities replaced once: the five of XML, numeric ones (0x80 to 0x9F as windows-1252, as all
 * browsers do), the HTML names, and those the document declared. Only with a semicolon, so that `?a=1&copy=3` in a
 * link stays. Unknown ones stay text.
 */
export function decodeEntities(text: string, declared = nothingDeclared, onReference?: OnReference): string {
  // Joined at the end: a text put together piece by piece would stay a chain of pieces, dear to keep and to read.
  const pieces: string[] = [];
  let done = 0;
  let end = -1;
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) {
    const bracket = escapedBracket(text, at);
    if (bracket !== undefined) {
      pieces.push(text.slice(done, at), bracket);
      done = at + '&lt;'.length;
      continue;
    }
    if (end <= at) end = text.indexOf(';', at);
    if (end < 0) break;
    if (end - at > LONGEST + 1) continue;
    const meant = meaningOf(text.slice(at + 1, end), declared, onReference);
    if (meant === undefined) continue;
    pieces.push(text.slice(done, at), meant);
    done = end + 1;
  }
  if (done === 0) return text;
  pieces.push(text.slice(done));
  return pieces.join('');
}

/** "<" or ">" where "&lt;" or "&gt;" stands: escaped HTML is full of them, and looking them up takes longer. */
function escapedBracket(text: string, at: number): '<' | '>' | undefined {
  if (text.charCodeAt(at + 2) !== SMALL_T || text.charCodeAt(at + 3) !== SEMICOLON) return undefined;
  const first = text.charCodeAt(at + 1);
  if (first === SMALL_L) return '<';
  return first === SMALL_G ? '>' : undefined;
}

function meaningOf(
  name: string,
  declared: DeclaredEntities,
  onReference: OnReference | undefined,
): string | undefined {
  if (name === 'amp') return '&';
  if (XML_NAMES.has(name)) return known(name);
  const own = declared(name);
  if (own !== undefined) return own;
  const meant = known(name);
  if (meant !== undefined || NAME.test(name)) onReference?.(name, meant);
  return meant;
}

/** References met before: a feed repeats a few of them thousands of times. */
const memory = new Map<string, string | undefined>();
const MEMORY = 1_000;

function known(name: string): string | undefined {
  const met = memory.get(name);
  if (met !== undefined || memory.has(name)) return met;
  const reference = `&${name};`;
  const decoded = NAME.test(name) ? decodeHTMLStrict(reference) : reference;
  const meant = decoded === reference ? undefined : withoutControls(decoded);
  if (memory.size >= MEMORY) memory.clear();
  memory.set(name, meant);
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
