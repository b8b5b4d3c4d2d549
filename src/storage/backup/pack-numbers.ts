/**
 * Rising whole numbers as text: the distances between them, seven bits a byte (the eighth says that more follow), as
 * base64. Takes two to three characters a number where they lie some thousands apart.
 */
export function packNumbers(rising: readonly number[]): string {
  const bytes: number[] = [];
  let last = 0;
  for (const number of rising) {
    let rest = number - last;
    last = number;
    while (rest >= 128) {
      bytes.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    bytes.push(rest);
  }
  return toBase64(Uint8Array.from(bytes));
}

/** The numbers of packNumbers; undefined where the text is none of its. */
export function unpackNumbers(text: string): number[] | undefined {
  const bytes = fromBase64(text);
  if (bytes === undefined) return undefined;
  const numbers: number[] = [];
  let [last, distance, unit] = [0, 0, 1];
  for (const byte of bytes) {
    distance += (byte % 128) * unit;
    unit *= 128;
    if (byte >= 128) continue;
    last += distance;
    numbers.push(last);
    [distance, unit] = [0, 1];
  }
  return unit === 1 && Number.isSafeInteger(last) ? numbers : undefined;
}

/** Bytes as base64, some thousands at a time: a call takes no more arguments than that. */
export function toBase64(bytes: Uint8Array): string {
  const step = 0x6000;
  let text = '';
  for (let at = 0; at < bytes.length; at += step)
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + step)));
  return text;
}

/** Bytes of base64; undefined where it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
  } catch {
    return undefined;
  }
}
