/**
 * Text that was UTF-8 and was read as windows-1252 or latin-1 before it came to us ("donâ€™t"), once or twice. It is
 * mended only when that is certain: every character beyond ASCII has its byte in windows-1252, those bytes are
 * valid UTF-8 all together, and the result is what such damage comes from.
 */

/** What windows-1252 shows for the bytes 0x80 to 0x9F. https://encoding.spec.whatwg.org/#windows-1252 */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const BYTE_OF = new Map([...HIGH].map((char, i): [string, number] => [char, 0x80 + i]));

/** The first bytes of UTF-8 sequences, as windows-1252 shows them, followed by something beyond ASCII. */
const SUSPECT = /[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]+/g;
const HAS_SUSPECT = new RegExp(SUSPECT.source.slice(0, -1));
/** A letter that ends a word in clean text, too, with the quote, dash or sign behind it: a capital after another, or "ß". */
const MAY_END_A_WORD = /^[\u00c2-\u00f4][\u00a0«»‘’“”‹›‚„…–—•€™®©°·§¡¿]$/;

/** Gives the text back as it was meant; clean text comes back untouched (the same string). */
export function repairGarbled(text: string): string {
  let result = text;
  for (let times = 0; times < 2; times += 1) {
    const once = repairOnce(result);
    if (once === undefined) break;
    result = once;
  }
  return result;
}

/** Shows the bytes 0x80 to 0x9F, which no text means as controls, as windows-1252 does. */
export function showC1(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (char) => HIGH[char.charCodeAt(0) - 0x80] as string);
}

function repairOnce(text: string): string | undefined {
  if (!HAS_SUSPECT.test(text)) return undefined;
  const bytes = bytesOf(text);
  if (bytes === undefined) return undefined;
  let meant: string;
  try {
    meant = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
  return isCertain(text, meant) ? showC1(meant.replace(/\ufeff/g, '')) : undefined;
}

/** The text in windows-1252, or undefined when some character has no place there. */
function bytesOf(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const byte = code < 0x100 ? code : BYTE_OF.get(text.charAt(i));
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}

/** Characters of a long text that are looked at closely: damage runs through the whole of it. */
const ENOUGH = 20_000;

function isCertain(text: string, meant: string): boolean {
  const sample = text.slice(0, ENOUGH);
  if (/[\ufffd\p{Cn}\p{Co}]/u.test(meant.slice(0, ENOUGH))) return false;
  const sequences = [...sample.matchAll(SUSPECT)].map(({ 0: chars, index }) => ({
    chars,
    before: sample[index - 1] ?? '',
  }));
  if (sequences.some(({ chars }) => chars.length >= 3)) return true;
  const clear = sequences.filter(
    ({ chars, before }) => !MAY_END_A_WORD.test(chars) || !(chars[0] === 'ß' || /\p{Lu}/u.test(before)),
  );
  if (clear.some(({ chars }) => chars[0] === 'Â' || chars[0] === 'Ã')) return true;
  return clear.length >= 2;
}
