/**
 * Whole numbers from 0 up to 2^32 - 1 as bytes. Below 224 one byte; up to 7,647 two, of which the first says how many
 * times 256; what is larger stands behind a byte that says how many follow, the lowest first. Places in a text of a few
 * hundred words, and distances between posts, fit into one byte twice as often as with seven bits to a byte.
 */
const TWO = 224;
const LONG = 253;
const LEAST_LONG = TWO + (LONG - TWO) * 256;
/** No number takes more. */
const MOST_BYTES = 5;

/** Bytes that grow. */
export class ByteWriter {
  length = 0;
  private bytes = new Uint8Array(1024);

  number(value: number): void {
    if (this.length + MOST_BYTES > this.bytes.length) this.makeRoom(MOST_BYTES);
    const { bytes } = this;
    if (value < TWO) bytes[this.length++] = value;
    else if (value < LEAST_LONG) {
      bytes[this.length++] = TWO + ((value - TWO) >>> 8);
      bytes[this.length++] = (value - TWO) & 255;
    } else this.long(value);
  }

  /** Adds a part of other bytes; most are a few only, for which a loop is faster than `set`. */
  copy(from: Uint8Array, start = 0, end = from.length): void {
    this.makeRoom(end - start);
    if (end - start > 64) {
      this.bytes.set(from.subarray(start, end), this.length);
      this.length += end - start;
      return;
    }
    for (let at = start; at < end; at++) this.bytes[this.length++] = from[at] as number;
  }

  /** Adds all that was written elsewhere. */
  copyOf(other: ByteWriter): void {
    this.copy(other.bytes, 0, other.length);
  }

  clear(): void {
    this.length = 0;
  }

  /** A copy of all bytes so far; begins anew. */
  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }

  private long(value: number): void {
    const more = value < 1 << 16 ? 2 : value < 1 << 24 ? 3 : 4;
    this.bytes[this.length++] = LONG - 2 + more;
    for (let at = 0; at < more; at++) this.bytes[this.length++] = (value >>> (8 * at)) & 255;
  }

  private makeRoom(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const wider = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    wider.set(this.bytes);
    this.bytes = wider;
  }
}

/** Reads numbers from bytes. */
export class ByteReader {
  constructor(
    readonly bytes: Uint8Array,
    public at = 0,
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  number(): number {
    const first = this.bytes[this.at++] as number;
    if (first < TWO) return first;
    if (first < LONG) return TWO + ((first - TWO) << 8) + (this.bytes[this.at++] as number);
    let value = 0;
    const more = first - LONG + 2;
    for (let i = 0; i < more; i++) value |= (this.bytes[this.at++] as number) << (8 * i);
    return value >>> 0;
  }

  /** Passes so many numbers by. */
  skip(count: number): void {
    for (let left = count; left > 0; left--) {
      const first = this.bytes[this.at++] as number;
      if (first >= TWO) this.at += first < LONG ? 1 : first - LONG + 2;
    }
  }

  /** The next bytes, not copied. */
  slice(length: number): Uint8Array {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}
