/** Adding a feed, from the typed address to the preview. Nothing is stored before the person subscribes. */
import { signal } from '@preact/signals';
import { browser } from '../../browser.ts';
import { ask, type FoundFeed, type PreviewAnswer } from '../../messages.ts';
import { hostOf, readAddress } from '../address.ts';
import { giveBack, lackingAmong, originsFor, type Reach, request } from '../permissions.ts';
import { failureWords } from '../trouble.ts';
import { word } from '../words.ts';

/** Where the adding stands. */
export type Step =
  | { step: 'asking'; url: string }
  | { step: 'refused'; text: string }
  | { step: 'choose'; url: string; feeds: FoundFeed[] }
  | { step: 'other-site'; url: string; host: string }
  | { step: 'feed'; answer: PreviewAnswer & { kind: 'feed' } };

export const step = signal<Step | undefined>(undefined);
export const typed = signal('');
export const reach = signal<Reach>('site');
/** Addresses the browser would have to ask the person for. */
export const lacking = signal<ReadonlySet<string>>(new Set());

/** What this adding was granted; given back when it leads nowhere. */
let granted: string[] = [];
let turn = 0;

/** Takes what is typed and looks, ahead of the click, whether its site is open. */
export async function type(text: string): Promise<void> {
  // What stood there was about another address.
  if (text !== typed.value && step.value?.step !== 'asking') step.value = undefined;
  typed.value = text;
  const url = readAddress(text);
  if (url !== undefined) await look([url]);
}

/** Previews what is typed. To be called in a click: the browser may have to ask first. */
export async function previewTyped(): Promise<void> {
  const url = readAddress(typed.value);
  const before = granted;
  granted = [];
  if (url === undefined) refuse(word(typed.value.trim() === '' ? 'failed_no_address' : 'failed_bad_address'));
  else await preview(url);
  const unused = before.filter((origin) => !granted.includes(origin));
  if (unused.length > 0) await giveBack(unused);
}

/** Previews an address; asks for its site first where that is needed. To be called in a click. */
export async function preview(url: string): Promise<void> {
  turn += 1;
  const mine = turn;
  if (lacking.value.has(url) && !(await obtain(url))) return;
  step.value = { step: 'asking', url };
  await settle(url, mine);
}

/** Opens the other site that a feed is on, then previews again. To be called in a click. */
export async function previewBeyond(url: string, host: string): Promise<void> {
  turn += 1;
  const mine = turn;
  if (!(await obtain(`https://${host}/`))) return;
  step.value = { step: 'asking', url };
  await settle(url, mine);
}

/** The adding has led to a subscription: what was granted stays. */
export function keepGranted(): void {
  granted = [];
  begin('');
}

/** The adding was given up: what was granted for it is given back. */
export function abandon(): void {
  const unused = granted;
  granted = [];
  begin('');
  if (unused.length > 0) void giveBack(unused);
}

/** Finds the feeds of a tab's page, which the browser allows after a click on the toolbar icon there. */
export async function findOnPage(tabId: number | undefined): Promise<void> {
  turn += 1;
  const mine = turn;
  try {
    const target = tabId ?? (await browser.tabs.query({ active: true, currentWindow: true }))[0]?.id;
    if (target === undefined) throw new Error('There is no tab.');
    const [page] = await browser.scripting.executeScript({ target: { tabId: target }, func: readPage });
    const { html, url } = (page?.result ?? { html: '', url: '' }) as { html: string; url: string };
    const { discoverFeeds } = await import('../../feeds/discover.ts');
    const found = discoverFeeds(html, url);
    const named = found.filter((feed) => feed.why !== 'common-path');
    if (mine === turn) await choose(url, named.length > 0 ? named : found.slice(0, 3));
  } catch {
    if (mine === turn) refuse(word('clickIconOnPage'));
  }
}

/** Runs inside the page. */
function readPage(): { html: string; url: string } {
  return { html: new XMLSerializer().serializeToString(document).slice(0, 3_000_000), url: location.href };
}

async function obtain(url: string): Promise<boolean> {
  const origins = originsFor([url], reach.value);
  if (await request(origins)) {
    granted = [...granted, ...origins];
    return true;
  }
  refuse(word('permissionDeniedFor', { host: hostOf(url) }));
  return false;
}

async function settle(url: string, mine: number): Promise<void> {
  let answer: PreviewAnswer;
  try {
    answer = await ask('preview', { url });
  } catch (error) {
    console.error('The preview got no answer.', error);
    answer = { kind: 'failed', url, why: 'unreachable' };
  }
  if (mine !== turn) return;
  const plain = plainAddress(url);
  if (answer.kind === 'failed' && answer.why === 'unreachable' && plain !== undefined)
    return settle(plain, mine);
  if (answer.kind === 'feed') step.value = { step: 'feed', answer };
  else if (answer.kind === 'choose') await choose(answer.url, answer.feeds);
  else if (answer.kind === 'needs-permission') step.value = { step: 'other-site', url, host: answer.host };
  else refuse(failureWords(answer.why, answer.status));
}

/** The same address without encryption, when the person named no scheme and https was our guess. */
function plainAddress(url: string): string | undefined {
  if (!url.startsWith('https:') || /^[a-z]+:\/\//i.test(typed.value.trim())) return undefined;
  return readAddress(typed.value) === url ? url.replace(/^https:/, 'http:') : undefined;
}

async function choose(url: string, feeds: FoundFeed[]): Promise<void> {
  if (feeds.length === 0) return refuse(word('failed_no_feed_on_page'));
  await look(feeds.map((feed) => feed.url));
  const [only] = feeds;
  // One feed leaves no choice, where the browser need not ask for it.
  if (feeds.length === 1 && only !== undefined && !lacking.value.has(only.url) && only.url !== url)
    return preview(only.url);
  step.value = { step: 'choose', url, feeds };
}

async function look(urls: string[]): Promise<void> {
  const missing = new Set(await lackingAmong(urls));
  lacking.value = new Set([...[...lacking.value].filter((url) => !urls.includes(url)), ...missing]);
}

function refuse(text: string): void {
  step.value = { step: 'refused', text };
}

function begin(text: string): void {
  turn += 1;
  typed.value = text;
  step.value = undefined;
  reach.value = 'site';
}
