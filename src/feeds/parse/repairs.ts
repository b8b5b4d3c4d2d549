import type { Repair } from '../model.ts';

/** Collects what was mended in one document: each kind once, with the place where it was seen first. */
export class Repairs {
  readonly list: Repair[] = [];

  constructor(private readonly source = '') {}

  has(what: Repair['what']): boolean {
    return this.list.some((repair) => repair.what === what);
  }

  /** `place` is an offset in the source, or words such as "post 3". */
  note(what: Repair['what'], place?: number | string): void {
    if (this.has(what)) return;
    const where = typeof place === 'number' ? `line ${lineAt(this.source, place)}` : place;
    this.list.push(where === undefined ? { what } : { what, where });
  }
}

/** The line, from 1, in which an offset stands. */
export function lineAt(source: string, offset: number): number {
  let line = 1;
  let at = source.indexOf('\n');
  while (at !== -1 && at < offset) {
    line += 1;
    at = source.indexOf('\n', at + 1);
  }
  return line;
}
