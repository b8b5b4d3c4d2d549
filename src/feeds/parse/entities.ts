import { decodeHTMLStrict } from 'entities/decode';

/** Looks up what a document's own DTD declared. */
export type DeclaredEntities = (name: string) => string | undefined;

/** The longest name in HTML, CounterClockwiseContourIntegral, has 31 letters. */
const LONGEST = 32;
const NAME = /^#?[0-9a-z]+$/i;
const XML_NAMES = new Set(['lt', 'gt', 'amp', 'quot', 'apos']);
const nothingDeclared: DeclaredEntities = () => undefined;

/**
 * Text with its entities replaced once: the five of XML, numeric ones (0x80 to 0x9F as windows-1252, as all
 * browsers do), the HTML names, and those the document declared. Only with a semicolon, so that `?a=1&copy=3` in a
 * link stays. Unknown ones stay text. `onUnknown` hears each name that XML does not know and nobody declared.
 */
export function decodeEntities(
  text: string,
  declared = nothingDeclared,
  onUnknown?: (name: string) => void,
): string {
  if (!text.includes('&')) return text;
  // Escaped HTML is full of these. Whole passes are faster than a step for each, and none of them makes a new "&".
  const tags = text.includes('&lt;') ? text.replaceAll('&lt;', '<').replaceAll('&gt;', '>') : text;
  const rest = tags.includes('&quot;') ? tags.replaceAll('&quot;', '"') : tags;
  let result = '';
  let done = 0;
  let end = -1;
  for (let at = rest.indexOf('&'); at !== -1; at = rest.indexOf('&', at + 1)) {
    if (end <= at) end = rest.indexOf(';', at);
    if (end < 0) break;
    if (end - at > LONGEST + 1) continue;
    const name = rest.slice(at + 1, end);
    const meant = meaningOf(name, declared, onUnknown);
    if (meant === undefined) continue;
    result += rest.slice(done, at) + meant;
    done = end + 1;
  }
  return done === 0 ? rest : result + rest.slice(done);
}

function meaningOf(
  name: string,
  declared: DeclaredEntities,
  onUnknown: ((name: string) => void) | undefined,
): string | undefined {
  if (name === 'amp') return '&';
  if (name.startsWith('#') || XML_NAMES.has(name)) return known(name);
  const own = declared(name);
  if (own !== undefined) return own;
  const meant = known(name);
  if (meant !== undefined || NAME.test(name)) onUnknown?.(name);
  return meant;
}

/** References met before: a feed repeats a few of them thousands of times. */
const memory = new Map<string, string | undefined>();
const MEMORY = 1_000;

function known(name: string): string | undefined {
  if (memory.has(name)) return memory.get(name);
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
