import { type Postings, PostingsReader, type PostingsWriter } from './postings.ts';

/** Postings of one segment, and the posts whose entries in it are void. */
export interface Source {
  postings: Postings;
  base: number;
  voids: ReadonlySet<number>;
}

/**
 * Writes the postings of a term in several segments as one, into a writer that has begun; `onFull` takes what is written
 * and begins anew whenever it would become longer than about `most` bytes.
 */
export function mergePostings(
  sources: readonly Source[],
  into: PostingsWriter,
  most: number,
  onFull: () => void,
): void {
  const [only] = sources;
  if (only !== undefined && sources.length === 1 && only.voids.size === 0) {
    into.append(only.postings, only.base, 0);
    return;
  }
  const spans = sources.map(spanOf).sort((a, b) => a.first - b.first);
  // Segments hold stretches of ids: most often one comes after the other, and their bytes are copied as they are.
  const areApart = spans.every(
    (span, i) => span.isWhole && (i === 0 || (spans[i - 1] as Span).last < span.first),
  );
  if (!areApart) {
    interleave(sources, into, most, onFull);
    return;
  }
  for (const { source, last } of spans) {
    const { docs, positions } = source.postings;
    if (into.count > 0 && into.length + docs.length + positions.length > most) onFull();
    into.append(source.postings, source.base, last);
  }
}

interface Span {
  source: Source;
  first: number;
  last: number;
  /** None of its posts is void. */
  isWhole: boolean;
}

function spanOf(source: Source): Span {
  const { count, docs } = source.postings;
  const reader = new PostingsReader({ count, docs }, source.base);
  const { voids } = source;
  let isWhole = true;
  let first = 0;
  while (reader.next()) {
    if (first === 0) first = reader.id;
    if (voids.size > 0 && voids.has(reader.id)) isWhole = false;
  }
  return { source, first, last: reader.id, isWhole };
}

/** Post by post. */
function interleave(
  sources: readonly Source[],
  into: PostingsWriter,
  most: number,
  onFull: () => void,
): void {
  const waiting = sources
    .map(({ postings, base, voids }) => ({ reader: new PostingsReader(postings, base), voids }))
    .filter(({ reader }) => reader.next());
  while (waiting.length > 0) {
    waiting.sort((a, b) => a.reader.id - b.reader.id);
    const [first, second] = waiting as [(typeof waiting)[0], (typeof waiting)[0] | undefined];
    const { reader, voids } = first;
    const limit = second?.reader.id ?? Number.POSITIVE_INFINITY;
    let isOpen = true;
    while (isOpen && reader.id <= limit) {
      if (voids.has(reader.id)) reader.skipPlaces();
      else {
        if (into.length > most) onFull();
        into.post(reader.id, reader.counts);
        reader.copyPlaces(into.positions);
      }
      isOpen = reader.next();
    }
    if (!isOpen) waiting.shift();
  }
}
