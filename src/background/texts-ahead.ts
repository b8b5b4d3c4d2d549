/** The full texts of feeds that always want them, fetched before anybody opens the posts: so they can be read offline. */
import { storeFullText } from '../storage/posts.ts';
import { noteTextTried, postsWantingText } from '../storage/texts-ahead.ts';
import { fullText } from './full-text.ts';

const postsAtATime = 20;
/** Before each request: posts of a feed are mostly on one host. */
const restMs = 1_000;

export interface TextFacts {
  now(): number;
  pause(ms: number): Promise<void>;
  /** Checks go first: is none under way? */
  isIdle(): Promise<boolean>;
  /** The text in a page, as HTML still to be sanitized; undefined when there is none. */
  findText(html: string): Promise<string | undefined>;
}

/** Fetches the texts that are wanted, some at a time. Answers whether more may be wanted. */
export async function fetchTextsAhead(facts: TextFacts): Promise<boolean> {
  const wanted = await postsWantingText(postsAtATime);
  let settled = 0;
  for (const postId of wanted) {
    if (!(await facts.isIdle())) return true;
    await facts.pause(restMs);
    if (await fetchOne(postId, facts)) settled++;
  }
  // A host that wants quiet, or may not be asked, is no reason to come back at once.
  return wanted.length === postsAtATime && settled > 0;
}

/** Answers whether that settled it: the text is here, or the page has none. */
async function fetchOne(postId: number, { now, findText }: TextFacts): Promise<boolean> {
  const answer = await fullText(postId);
  if (answer.kind === 'needs-permission') return false;
  if (answer.kind === 'failed' && (answer.why === 'host-quiet' || answer.why === 'unreachable')) return false;
  const html = answer.kind === 'page' ? await findText(answer.html) : undefined;
  if (html === undefined) await noteTextTried(postId, now());
  else await storeFullText(postId, html, now());
  return true;
}
