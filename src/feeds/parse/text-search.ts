/** Searches one text from ever further on: what is not there is not searched for again. */
export class TextSearch {
  private readonly missing = new Set<string>();
  private readonly found = new Map<string, number>();

  constructor(private readonly text: string) {}

  /** The first offset of `mark` at or behind `from`, which may only grow; undefined when there is none. */
  next(mark: string, from: number): number | undefined {
    if (this.missing.size > 0 && this.missing.has(mark)) return undefined;
    const at = this.text.indexOf(mark, from);
    if (at >= 0) return at;
    this.missing.add(mark);
    return undefined;
  }

  /** The same for what is asked for again before the reading has come to it. */
  peek(mark: string, from: number): number | undefined {
    const known = this.found.get(mark);
    if (known !== undefined && known >= from) return known;
    const at = this.next(mark, from);
    if (at !== undefined) this.found.set(mark, at);
    return at;
  }
}
