/**
 * Hits in a text on the page, marked by the browser itself: no markup changes, and a word goes on through bold letters.
 * Words are found as the index finds them, in the same text (`plainText` in feeds/text.ts).
 */
import { BLOCK, SILENT } from '../../feeds/text.ts';
import type { Hits } from '../state/hits.ts';

/** The name in search.css. */
const NAME = 'hit';

/** Characters that are searched at a time; the browser may draw in between. */
const SLICE = 10_000;
const BUDGET_MS = 8;
/** What changes in a text (code gets its colours) changes several times in a row. */
const CALM_MS = 100;
/** A text with more hits is full of them, and each costs time whenever it is drawn. */
const MOST = 1000;

const BLOCKS = [...BLOCK, 'td', 'th'].join();
/** What people do not read as part of the text, or the index does not know. */
const UNREAD = [...SILENT, '.held-picture', '.embed'].join();

/** Where a text node, from some character on, stands in a slice. */
interface Piece {
  node: Text;
  from: number;
  at: number;
}

interface Slice {
  text: string;
  pieces: Piece[];
}

/** Marks the hits in a body, also in what comes into it later. Answers how to take the marks away. */
export function highlightHits(body: Element, inText: Hits['inText']): () => void {
  if (!('highlights' in CSS)) return () => {};
  const shown = new Set<Range>();
  let turn = 0;
  const mark = async (waitMs: number) => {
    turn += 1;
    const mine = turn;
    await pause(waitMs);
    if (mine !== turn) return;
    const before = [...shown];
    let since = performance.now();
    for (const slice of slicesOf(body)) {
      for (const range of rangesIn(slice, inText)) {
        if (shown.size - before.length >= MOST) break;
        shown.add(range);
        allHits().add(range);
      }
      if (performance.now() - since < BUDGET_MS) continue;
      await pause(0);
      if (mine !== turn) return;
      since = performance.now();
    }
    drop(before, shown);
  };
  const watcher = new MutationObserver(() => void mark(CALM_MS));
  watcher.observe(body, { childList: true, subtree: true });
  void mark(0);
  return () => {
    turn += 1;
    watcher.disconnect();
    drop([...shown], shown);
  };
}

/** One highlight for all bodies. */
function allHits(): Highlight {
  const known = CSS.highlights.get(NAME) ?? new Highlight();
  CSS.highlights.set(NAME, known);
  return known;
}

function drop(ranges: Range[], shown: Set<Range>): void {
  const all = allHits();
  for (const range of ranges) {
    shown.delete(range);
    all.delete(range);
  }
  if (all.size === 0) CSS.highlights.delete(NAME);
}

/** The text of a body, a slice after the other: inline elements join their letters, blocks stand on lines of their own. */
function* slicesOf(body: Element): Generator<Slice> {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && node.matches(UNREAD) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  let slice: Slice = { text: '', pieces: [] };
  let block: Element | null = null;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const around: Element | null =
      (node instanceof Element ? node : node.parentElement)?.closest(BLOCKS) ?? null;
    if (around !== block || node === around) {
      block = around;
      slice.text += '\n';
      if (slice.text.length > SLICE) {
        yield slice;
        slice = { text: '', pieces: [] };
      }
    }
    if (!(node instanceof Text)) continue;
    for (let from = 0; from < node.data.length; ) {
      const end = endOfPart(node.data, from);
      slice.pieces.push({ node, from, at: slice.text.length });
      slice.text += node.data.slice(from, end);
      from = end;
      // A line without an end is divided all the same.
      if (from === node.data.length && slice.text.length < 3 * SLICE) break;
      yield slice;
      slice = { text: '', pieces: [] };
    }
  }
  yield slice;
}

/** A long text node is divided between words. */
function endOfPart(text: string, from: number): number {
  if (text.length - from <= 2 * SLICE) return text.length;
  const space = text.lastIndexOf(' ', from + SLICE);
  return space > from ? space : from + SLICE;
}

function* rangesIn({ text, pieces }: Slice, inText: Hits['inText']): Generator<Range> {
  let i = 0;
  const pieceOf = (character: number): Piece => {
    while ((pieces[i + 1]?.at ?? Number.POSITIVE_INFINITY) <= character) i += 1;
    return pieces[i] as Piece;
  };
  for (const [start, end] of inText(text)) {
    const first = pieceOf(start);
    const last = pieceOf(end - 1);
    const range = new Range();
    range.setStart(first.node, first.from + start - first.at);
    range.setEnd(last.node, last.from + end - last.at);
    yield range;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
