/** The whole text of a post whose feed brings only a part: asked for in the worker, found in the page here. */
import { hasPermission } from '../browser.ts';
import { ask } from '../messages.ts';
import { fetchFullTextAlways } from '../storage/feeds.ts';
import { storeFullText } from '../storage/posts.ts';
import { loadBody } from '../storage/reading.ts';
import type { PostRow } from '../storage/schema.ts';
import { originsFor, request } from './permissions.ts';
import { feedTextIds, fullTexts, lacking, noteFullText } from './state/full-texts.ts';
import { say } from './state/notice.ts';
import { isOnline } from './state/online.ts';
import { failureWords } from './trouble.ts';
import { word, wordOf } from './words.ts';

/** Fetches a post's whole text and keeps it. To be called in a click or a key press: the browser may have to ask. */
export async function fetchFullText(post: PostRow): Promise<void> {
  if (post.link === undefined || fullTexts.value.get(post.id)?.kind === 'asking') return;
  if (!isOnline.value) return fail(post, word('fullTextOffline'));
  const address = lacking.get(post.id);
  if (address !== undefined) {
    if (!(await request(originsFor([address], 'site')))) return fail(post, word('fullTextDenied'));
    lacking.delete(post.id);
  }
  await fetchPermitted(post);
}

/** For feeds that always want it: fetches a post's whole text if that needs no question. */
export async function fetchFullTextQuietly(post: PostRow): Promise<void> {
  await lookUpPermission(post);
  const isAsked = fullTexts.value.has(post.id);
  if (isOnline.value && !isAsked && post.link !== undefined && !lacking.has(post.id))
    await fetchPermitted(post);
}

/** Fetches the whole text of a feed's posts when they are opened, or no longer; asks in the click for what is lacking. */
export async function wantFullText(feedId: number, always: boolean, lacksSites: string[]): Promise<void> {
  const mustAsk = always && lacksSites.length > 0;
  const isReadable = !mustAsk || (await request(originsFor(lacksSites, 'site')));
  if (!isReadable) say({ text: word('fullTextDenied') });
  await fetchFullTextAlways(feedId, always && isReadable);
}

/** Looks up whether a click will have to ask for the post's site. */
export async function lookUpPermission({ id, link }: PostRow): Promise<void> {
  if (link === undefined || !URL.canParse(link)) return;
  if (await hasPermission(link)) lacking.delete(id);
  else lacking.set(id, link);
}

/** Shows the feed's own text instead of the whole one, or turns back; fetches the whole one when it is not here. */
export async function switchText(post: PostRow): Promise<void> {
  if (lacking.has(post.id)) return fetchFullText(post);
  const body = await loadBody(post.id);
  if (body?.fullText === undefined) return fetchFullText(post);
  const ids = new Set(feedTextIds.value);
  if (!ids.delete(post.id)) ids.add(post.id);
  feedTextIds.value = ids;
}

async function fetchPermitted(post: PostRow): Promise<void> {
  noteFullText(post.id, { kind: 'asking' });
  try {
    const answer = await ask('fullText', { postId: post.id });
    if (answer.kind === 'needs-permission') {
      lacking.set(post.id, `https://${answer.host}/`);
      return fail(post, word('fullTextElsewhere', { host: answer.host }));
    }
    if (answer.kind === 'failed')
      return fail(post, wordOf('fullTextFailed', answer.why) ?? failureWords(answer.why, answer.status));
    const { extract } = await import('./reading/extract.ts');
    const html = extract(answer.html);
    if (html === undefined) return fail(post, word('fullTextNotFound'));
    await storeFullText(post.id, html, Date.now());
    noteFullText(post.id, undefined);
  } catch (error) {
    console.error('The whole text could not be fetched.', error);
    fail(post, word('actionFailed'));
  }
}

function fail(post: PostRow, why: string): void {
  noteFullText(post.id, { kind: 'failed', why });
}
