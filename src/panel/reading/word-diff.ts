/** What changed between two texts, word by word. */
import { diffWordsWithSpace } from 'diff';

export interface DiffPart {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Beyond so many changes, or so long a search, the texts count as wholly different. */
const MOST_EDITS = 4000;
const LONGEST_MS = 400;
/** Of what is the same, so much is shown around a change. */
const AROUND = 140;

/** The parts of both texts in reading order; long stretches that are the same are cut to their ends. */
export function wordDiff(before: string, after: string): DiffPart[] {
  const found = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS, timeout: LONGEST_MS });
  if (found === undefined)
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ];
  const parts = found.map(({ added, removed, value }): DiffPart => {
    if (added) return { kind: 'added', text: value };
    return { kind: removed ? 'removed' : 'same', text: value };
  });
  return parts.map((part, i) => shorten(part, i === 0, i === parts.length - 1));
}

function shorten(part: DiffPart, isFirst: boolean, isLast: boolean): DiffPart {
  const { kind, text } = part;
  const room = isFirst || isLast ? AROUND : 2 * AROUND;
  if (kind !== 'same' || text.length <= room + 20) return part;
  const head = isFirst ? '' : text.slice(0, AROUND).replace(/\S*$/, '');
  const tail = isLast ? '' : text.slice(-AROUND).replace(/^\S*/, '');
  return { kind, text: `${head}…${tail}` };
}
