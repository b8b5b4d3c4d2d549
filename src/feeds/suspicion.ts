/** What text in UTF-8 may hold and then has to be searched for; never false where it is there. */
export interface Suspicion {
  /** Control characters: C0 but tab and line ends, C1, U+FFFE, U+FFFF. */
  controls: boolean;
  /** Letters of Latin-1 before something else beyond ASCII, as text has them that was wrongly decoded before ("Ã©"). */
  garbled: boolean;
}

/** A byte below 32, or above 127, in a word of four. https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord */
const HIGH_BITS = 0x80808080 | 0;
const SPACES = 0x20202020;
const AMPERSAND = 0x26;

/** Looks at every byte of every feed, so at eight at once: nearly all are plain ASCII. */
export function suspect(bytes: Uint8Array): Suspicion {
  const found: Suspicion = { controls: false, garbled: false };
  const head = -bytes.byteOffset & 3;
  const pairs = Math.max(0, (bytes.length - head) >> 3);
  const words = new Int32Array(bytes.buffer, pairs === 0 ? 0 : bytes.byteOffset + head, pairs * 2);
  look(bytes, 0, head, found);
  for (let i = 0; i < words.length; i += 2) {
    const one = words[i] as number;
    const two = words[i + 1] as number;
    const isPlain = ((one | (one - SPACES) | two | (two - SPACES)) & HIGH_BITS) === 0;
    if (!isPlain) look(bytes, head + i * 4, head + i * 4 + 8, found);
  }
  look(bytes, head + words.length * 4, bytes.length, found);
  return found;
}

function look(bytes: Uint8Array, from: number, to: number, found: Suspicion): void {
  for (let i = from; i < to; i += 1) {
    const byte = bytes[i] as number;
    if (byte < 0x20) {
      if (byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) found.controls = true;
    } else if (byte === 0xc2) {
      if ((bytes[i + 1] as number) < 0xa0) found.controls = true;
    } else if (byte === 0xc3) {
      // or before a reference, which may be anything
      const next = bytes[i + 2] as number;
      if ((bytes[i + 1] as number) >= 0x82 && (next >= 0x80 || next === AMPERSAND)) found.garbled = true;
    } else if (byte === 0xef) {
      if (bytes[i + 1] === 0xbf && (bytes[i + 2] as number) >= 0xbe) found.controls = true;
    }
  }
}
