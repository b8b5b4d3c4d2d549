import { guessCharset } from './charset-guess.ts';
import { showC1 } from './garbled.ts';
import { withoutControls } from './parse/entities.ts';
import { suspect } from './suspicion.ts';

export interface Decoded {
  text: string;
  /** The encoding it was read in, as the WHATWG names it in lower case; "utf-32le" and "utf-32be" beside those. */
  encoding: string;
  /** The document or its server named another encoding than the one that fits. */
  wrongLabel: boolean;
}

export interface DecodedText extends Decoded {
  hadControls: boolean;
  /** False when no text in it can be garbled, but for characters written as references. */
  mayBeGarbled: boolean;
}

/**
 * Bytes to text, never failing. In this order: byte order mark; the pattern of zeros of UTF-16 and UTF-32; real
 * multi-byte UTF-8, whatever the labels say; the charset of the Content-Type; the document's own label; UTF-8 with a
 * few broken bytes; a guess; windows-1252. C1 controls are shown as windows-1252 does, other controls dropped (`hadControls`),
 * line ends become "\n".
 */
export function decodeBytes(bytes: Uint8Array, contentType = ''): DecodedText {
  const decoded = decodeRaw(bytes, contentType);
  const text = decoded.text.includes('\r') ? decoded.text.replace(/\r\n?/g, '\n') : decoded.text;
  const may = decoded.encoding === 'utf-8' ? suspect(bytes) : { controls: true, garbled: true };
  if (!may.controls || !CONTROLS.test(text)) {
    return { ...decoded, text, hadControls: false, mayBeGarbled: may.garbled };
  }
  const plain = withoutControls(text);
  return { ...decoded, text: showC1(plain), hadControls: plain.length < text.length, mayBeGarbled: true };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: one look for all of them, since most texts have none
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0080-\u009f\ufffe\uffff]/;

function decodeRaw(bytes: Uint8Array, contentType: string): Decoded {
  const wide = bomEncoding(bytes) ?? wideEncoding(bytes);
  if (wide !== undefined) return { text: decodeWide(bytes, wide), encoding: wide, wrongLabel: false };
  const labels = [charsetOf(contentType), labelInside(bytes)]
    .map(knownEncoding)
    .filter((one) => one !== undefined);
  const label = labels[0];
  const utf8 = tryDecode(bytes, 'utf-8');
  const isOther = label !== undefined && label !== 'utf-8';
  if (utf8 !== undefined && (!isOther || countMultiByte(bytes, 8) >= enoughFor(label))) {
    return { text: utf8, encoding: 'utf-8', wrongLabel: isOther };
  }
  if (utf8 === undefined && isNearlyUtf8(bytes)) {
    return { text: new TextDecoder('utf-8').decode(bytes), encoding: 'utf-8', wrongLabel: isOther };
  }
  for (const one of labels) {
    const text = one === 'utf-8' ? undefined : tryDecode(bytes, one);
    if (text !== undefined) return { text, encoding: one, wrongLabel: one !== label };
  }
  return decodeDamaged(bytes, label);
}

/** No encoding fits every byte: the document's own with U+FFFD for a few, else a guess. */
function decodeDamaged(bytes: Uint8Array, label: string | undefined): Decoded {
  if (label !== undefined && label !== 'utf-8') {
    const text = new TextDecoder(label).decode(bytes);
    const broken = text.split('\ufffd').length - 1;
    if (broken * 50 <= bytes.length) return { text, encoding: label, wrongLabel: false };
  }
  const encoding = guessCharset(bytes) ?? 'windows-1252';
  return { text: new TextDecoder(encoding).decode(bytes), encoding, wrongLabel: label !== undefined };
}

function bomEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? 'utf-32be' : undefined;
}

/** Markup and JSON begin in ASCII: in UTF-16 every second byte of it is zero, in UTF-32 three of four. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const zeros = [0, 0, 0, 0];
  const length = Math.min(bytes.length, 64) & ~3;
  if (length < 4) return undefined;
  for (let i = 0; i < length; i += 1) if (bytes[i] === 0) zeros[i % 4] = (zeros[i % 4] as number) + 1;
  const pattern = zeros.map((n) => (n > length / 8 ? '0' : 'x')).join('');
  const byPattern: Record<string, string> = {
    '000x': 'utf-32be',
    x000: 'utf-32le',
    '0x0x': 'utf-16be',
    x0x0: 'utf-16le',
  };
  return byPattern[pattern];
}

function decodeWide(bytes: Uint8Array, encoding: string): string {
  if (!encoding.startsWith('utf-32')) return new TextDecoder(encoding).decode(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, encoding === 'utf-32le');
    const isScalar = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    text += String.fromCodePoint(isScalar ? code : 0xfffd);
  }
  return text.replace(/^\ufeff/, '');
}

/** The charset parameter of a Content-Type, however it is quoted. */
function charsetOf(contentType: string): string | undefined {
  return /charset\s*=\s*["']?\s*([^\s"';,]+)/i.exec(contentType)?.[1];
}

const SINGLE_BYTES = new TextDecoder('windows-1252');

/** What the XML prolog or an HTML meta element says, within the first 1,024 bytes. */
function labelInside(bytes: Uint8Array): string | undefined {
  const head = SINGLE_BYTES.decode(bytes.subarray(0, 1024));
  const prolog = /<\?xml[^>]*?encoding\s*=\s*["']\s*([^"'\s]+)/i.exec(head);
  return prolog?.[1] ?? /<meta[^>]+charset\s*=\s*["']?\s*([^"'\s/>;]+)/i.exec(head)?.[1];
}

/** Labels that stand for a way of writing, not for a table, say nothing without their byte order mark. */
function knownEncoding(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  const plain = label.toLowerCase().replace(/_/g, '-');
  if (plain === 'utf-8') return plain;
  for (const spelling of [
    label,
    plain,
    plain.replace(/^cp-?/, 'windows-'),
    plain.replace(/^windows-?936$/, 'gbk'),
  ]) {
    try {
      const { encoding } = new TextDecoder(spelling);
      return encoding.startsWith('utf-16') ? undefined : encoding;
    } catch {
      // the next spelling
    }
  }
  return undefined;
}

function tryDecode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** How many UTF-8 sequences it takes to believe in them against a label: two hanzi may look like one of them. */
function enoughFor(label: string): number {
  return /^(?:windows|iso-8859|koi8|macintosh|x-mac|ibm)/.test(label) ? 2 : 6;
}

function countMultiByte(bytes: Uint8Array, upTo: number): number {
  let found = 0;
  for (let i = 0; i < bytes.length && found < upTo; i += 1) if ((bytes[i] as number) >= 0xc2) found += 1;
  return found;
}

/** Whether the bytes are UTF-8 but for a few: ten well-formed sequences to each byte that fits into none. */
function isNearlyUtf8(bytes: Uint8Array): boolean {
  let valid = 0;
  let broken = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const lead = bytes[i] as number;
    if (lead < 0x80) continue;
    const length = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 ? 3 : 2;
    const rest = bytes.subarray(i + 1, i + length);
    const fits =
      lead >= 0xc2 && lead < 0xf5 && rest.length === length - 1 && rest.every((byte) => byte >> 6 === 2);
    if (fits) valid += 1;
    else broken += 1;
    if (fits) i += length - 1;
  }
  return valid > 0 && broken * 10 <= valid;
}
