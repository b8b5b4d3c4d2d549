/** The full texts of feeds that always want them, fetched before anybody opens the posts: so they can be read offline. */
import { browser } from '../browser.ts';
import { storeFullText } from '../storage/posts.ts';
import { quietUntilAt } from '../storage/quiet-hosts.ts';
import { noteTextTried, postsWantingText } from '../storage/texts-ahead.ts';
import { fullText } from './full-text.ts';

const postsAtATime = 20;
/** Before each request: posts of a feed are mostly on one host. */
const restMs = 1_000;
/** A host that did not answer, or leads where we may not ask, is left alone for so long: it takes no other its turn. */
const hostRestsMs = 60 * 60 * 1000;
/** In storage.session: a browser that starts may try again. */
const failedKey = 'textsFailedAt';

export interface TextFacts {
  now(): number;
  pause(ms: number): Promise<void>;
  isPermitted(url: string): Promise<boolean>;
  /** Checks go first: is none under way? */
  isIdle(): Promise<boolean>;
  /** The text in a page, as HTML still to be sanitized; undefined when there is none. */
  findText(html: string): Promise<string | undefined>;
}

/** Fetches the texts that are wanted, some at a time. Answers whether more are wanted that can be asked for. */
export async function fetchTextsAhead(facts: TextFacts): Promise<boolean> {
  const failedAt = await failedHosts();
  // The browser is asked once a site, not once a post.
  const permitted: Record<string, boolean> = {};
  const mayAsk = async (link: string) => {
    const { host, origin } = new URL(link);
    // Either way: the clock may have been ahead then.
    if (Math.abs(facts.now() - (failedAt[host] ?? 0)) < hostRestsMs) return false;
    if ((await quietUntilAt(host)) > facts.now()) return false;
    permitted[origin] ??= await facts.isPermitted(link);
    return permitted[origin];
  };
  let asked = 0;
  for await (const { id, link } of postsWantingText(mayAsk)) {
    if (asked === postsAtATime || !(await facts.isIdle())) return true;
    asked++;
    await facts.pause(restMs);
    if (await fetchOne(id, facts)) continue;
    failedAt[new URL(link).host] = facts.now();
    await browser.storage.session.set({ [failedKey]: failedAt });
  }
  return false;
}

/** When hosts failed last, by host. */
async function failedHosts(): Promise<Record<string, number>> {
  return ((await browser.storage.session.get(failedKey))[failedKey] ?? {}) as Record<string, number>;
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
