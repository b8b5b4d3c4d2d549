/** In full text the posts that a list begins with, or is come back to, have their texts when they are first drawn: none comes later and pushes the others down. */
import { loadBody } from '../../storage/reading.ts';
import type { BodyRow } from '../../storage/schema.ts';
import type { sanitize } from '../sanitize.ts';
import type { Row } from './list-pages.ts';
import { isThreePane } from './panes.ts';
import { settings } from './settings.ts';

/** A body and the sanitizer that makes it fit to be shown. */
export interface LoadedBody {
  body: BodyRow | undefined;
  sanitize: typeof sanitize;
}

/** More do not fit in a window, however short they are. */
const atTop = 12;
/** Longer than this a list does not wait for them. */
const longestWaitMs = 400;

/** Nor are they kept longer than this for cards that are not drawn: a text may change. */
const longestKeptMs = 2000;

let texts = new Map<number, LoadedBody>();
let loadCard = async () => {};

/** Says how the code that draws texts is loaded, which is a component's. */
export function drawTextsWith(load: () => Promise<void>): void {
  loadCard = load;
}

/** Reads the texts of the first of these posts, where they are to be shown. Never fails: what is not here in time is read by its card. */
export async function readFirstTexts(rows: readonly Row[]): Promise<void> {
  texts = new Map();
  if (!areTextsListed()) return;
  const mine = texts;
  const ids = rows.slice(0, atTop).map(({ post }) => post.id);
  const read = async () => {
    const [{ sanitize }, bodies] = await Promise.all([
      import('../sanitize.ts'),
      Promise.all(ids.map(loadBody)),
      loadCard(),
    ]);
    for (const [i, id] of ids.entries()) mine.set(id, { body: bodies[i], sanitize });
  };
  await Promise.race([read().catch(console.error), after(longestWaitMs)]);
  void after(longestKeptMs).then(() => {
    if (texts === mine) texts = new Map();
  });
}

function after(ms: number): Promise<unknown> {
  return new Promise((done) => setTimeout(done, ms));
}

/** Do posts show their texts in the list, without being opened? */
export function areTextsListed(): boolean {
  return settings.value.density === 'full' && !isThreePane.value;
}

/** The text that was read for a post's first drawing; once, since it may change from then on. */
export function takeFirstText(postId: number): LoadedBody | undefined {
  const text = texts.get(postId);
  texts.delete(postId);
  return text;
}
