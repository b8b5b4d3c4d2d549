const longForm = 'tag:google.com,2005:reader/item/';

/**
 * The key of an item from any of the forms servers send: a signed 64-bit number as decimal text. Where it is no such
 * number (The Old Reader: 24 hex digits) the text itself; undefined where it is no id at all. Never a JavaScript number:
 * these ids use all 64 bits.
 */
export function itemKey(raw: unknown): string | undefined {
  if (typeof raw !== 'string' || raw === '') return undefined;
  if (raw.startsWith(longForm)) {
    const tail = raw.slice(longForm.length);
    return /^[0-9a-f]{16}$/i.test(tail) ? signed(BigInt(`0x${tail}`)) : plain(tail);
  }
  // Twenty characters hold every 64-bit number; what is longer is a name of the server's own.
  if (/^-?\d{1,20}$/.test(raw)) return signed(BigInt(raw));
  return plain(raw);
}

/** The key in the form a server wants it back. */
export function itemName(key: string, form: 'decimal' | 'long'): string {
  if (!/^-?\d{1,20}$/.test(key)) return longForm + key;
  if (form === 'decimal') return key;
  return longForm + BigInt.asUintN(64, BigInt(key)).toString(16).padStart(16, '0');
}

function signed(id: bigint): string {
  return BigInt.asIntN(64, id).toString();
}

function plain(name: string): string | undefined {
  return /^[\w.:-]{1,100}$/.test(name) ? name : undefined;
}
