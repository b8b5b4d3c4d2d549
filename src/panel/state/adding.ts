/** Adding a feed, from the typed address to the preview. Nothing is stored before the person subscribes. */
import { signal } from '@preact/signals';
import { browser } from '../../browser.ts';
import { type Credential, flawOf } from '../../feeds/credential.ts';
import type { PreviewAnswer } from '../../messages.ts';
import { hostOf, loginIn, readAddress } from '../address.ts';
import { type AddressAnswer, type FoundFeed, feedsAt, feedsOnPage } from '../find-feeds.ts';
import { giveBack, lackingAmong, originsFor, type Reach, request } from '../permissions.ts';
import { failureWords } from '../trouble.ts';
import { word, wordOf } from '../words.ts';

/** Where the adding stands. */
export type Step =
  | { step: 'asking'; url: string }
  /** `wantsLogin` is an address that asks who is there. */
  | { step: 'refused'; text: string; wantsLogin?: string }
  | { step: 'choose'; url: string; feeds: FoundFeed[] }
  | { step: 'other-site'; url: string; host: string }
  | { step: 'feed'; answer: PreviewAnswer & { kind: 'feed' } };

export const step = signal<Step | undefined>(undefined);
export const typed = signal('');
export const reach = signal<Reach>('site');
/** What was given for the feed that is previewed. */
export const login = signal<Credential | undefined>(undefined);
/** Addresses the browser would have to ask the person for. */
export const lacking = signal<ReadonlySet<string>>(new Set());

/** What this adding was granted; given back when it leads nowhere. */
let granted: string[] = [];
/** The login that stood in the typed address, and the origin it was typed for. */
let typedLogin: { origin: string; credential: Credential } | undefined;
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
  const credential = loginIn(typed.value);
  const flaw = credential && flawOf(credential);
  typedLogin =
    url === undefined || credential === undefined ? undefined : { origin: new URL(url).origin, credential };
  const before = granted;
  granted = [];
  if (url === undefined) refuse(word(typed.value.trim() === '' ? 'failed_no_address' : 'failed_bad_address'));
  else if (flaw !== undefined) refuse(wordOf('credential', flaw) ?? word('failed_bad_address'));
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
  await settle(url, mine, loginTypedFor(url));
}

/** Previews an address that asked who is there, with what the person gave. */
export async function previewWith(url: string, credential: Credential): Promise<void> {
  turn += 1;
  const mine = turn;
  step.value = { step: 'asking', url };
  await settle(url, mine, credential);
}

/** Opens the other site that a feed is on, then previews again. To be called in a click. */
export async function previewBeyond(url: string, host: string): Promise<void> {
  turn += 1;
  const mine = turn;
  if (!(await obtain(`https://${host}/`))) return;
  step.value = { step: 'asking', url };
  await settle(url, mine, loginTypedFor(url));
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
    const { named, guessed } = await feedsOnPage(html, url);
    if (mine === turn) await choose(url, named.length > 0 ? named : guessed.slice(0, 3));
  } catch {
    if (mine === turn) refuse(word('clickIconOnPage'));
  }
}

/** Runs inside the page. */
function readPage(): { html: string; url: string } {
  return { html: new XMLSerializer().serializeToString(document).slice(0, 3_000_000), url: location.href };
}

function loginTypedFor(url: string): Credential | undefined {
  return typedLogin?.origin === new URL(url).origin ? typedLogin.credential : undefined;
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

async function settle(url: string, mine: number, credential?: Credential): Promise<void> {
  let answer: AddressAnswer;
  try {
    answer = await feedsAt(url, credential);
  } catch (error) {
    console.error('The preview got no answer.', error);
    answer = { kind: 'failed', url, why: 'unreachable' };
  }
  if (mine !== turn) return;
  login.value = credential;
  const plain = plainAddress(url);
  if (answer.kind === 'failed' && answer.why === 'unreachable' && plain !== undefined)
    return settle(plain, mine);
  if (answer.kind === 'feed') step.value = { step: 'feed', answer };
  else if (answer.kind === 'choose') await choose(answer.url, answer.feeds);
  else if (answer.kind === 'needs-permission') step.value = { step: 'other-site', url, host: answer.host };
  else if (answer.status === 401)
    refuse(word(credential ? 'loginRefused' : 'failed_http_401', { status: 401 }), url);
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

function refuse(text: string, wantsLogin?: string): void {
  step.value = { step: 'refused', text, ...(wantsLogin && { wantsLogin }) };
}

function begin(text: string): void {
  turn += 1;
  typed.value = text;
  step.value = undefined;
  login.value = undefined;
  typedLogin = undefined;
  reach.value = 'site';
}
