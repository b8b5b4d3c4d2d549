/** Searches one text from ever further on. What was found, or not found, is not searched for again. */
export class TextSearch {
  private readonly found = new Map<string, number>();

  constructor(private readonly text: string) {}

  /** The first offset of `mark` at or behind `from`, which may only grow; undefined when there is none. */
  from(mark: string, from: number): number | undefined {
    let at = this.found.get(mark) ?? -1;
    if (at < from) {
      at = this.text.indexOf(mark, from);
      if (at < 0) at = Number.POSITIVE_INFINITY;
      this.found.set(mark, at);
    }
    return at === Number.POSITIVE_INFINITY ? undefined : at;
  }
}
