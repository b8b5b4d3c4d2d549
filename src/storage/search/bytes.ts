/** Whole numbers from 0 up to 2^32 - 1 as bytes, seven bits each, small ones in one byte (LEB128). */

/** Bytes that grow. */
export class ByteWriter {
  length = 0;
  private bytes = new Uint8Array(1024);

  number(value: number): void {
    if (this.length + 5 > this.bytes.length) this.makeRoom(5);
    let rest = value;
    while (rest > 127) {
      this.bytes[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
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

  /** All bytes so far, not copied: they hold until the next are written. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
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
    let byte = this.bytes[this.at++] as number;
    if (byte < 128) return byte;
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = this.bytes[this.at++] as number;
      value |= (byte & 127) << shift;
    }
    return value >>> 0;
  }

  /** Passes so many numbers by. */
  skip(count: number): void {
    for (let left = count; left > 0; ) if ((this.bytes[this.at++] as number) < 128) left--;
  }

  /** The next bytes, not copied. */
  slice(length: number): Uint8Array {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}
