/** Answers of servers, looked at before anything is believed of them. */
import { itemKey } from './ids.ts';
import { SyncTrouble, type TroubleCode } from './trouble.ts';

export interface ServerFeed {
  /** "feed/…", as the server names it. */
  id: string;
  title: string;
  url: string;
  siteUrl?: string;
  /** Names of its folders. */
  folders: string[];
}

export interface IdPage {
  ids: string[];
  continuation?: string;
}

type Json = Record<string, unknown>;

function odd(host: string, detail: string, code: TroubleCode = 'odd-answer'): SyncTrouble {
  return new SyncTrouble({ code, host, detail });
}

/**
 * The object in an answer. The Content-Type says nothing (FreshRSS sends JSON as text/html); an array is how Miniflux
 * answers what it does not know.
 */
export function readObject(text: string, host: string, call: string): Json {
  const bare = text.replace(/^\uFEFF/, '').trimStart();
  if (bare.startsWith('<')) throw odd(host, call, 'html');
  let value: unknown;
  try {
    value = JSON.parse(bare);
  } catch {
    throw odd(host, call, 'not-json');
  }
  if (!isObject(value)) throw odd(host, call);
  return value;
}

/** Every subscription. Throws where it is no such list. */
export function readFeeds(answer: Json, host: string): ServerFeed[] {
  return listIn(answer, 'subscriptions', host).flatMap((feed) => {
    const { id, title, url, htmlUrl, categories } = feed;
    if (typeof id !== 'string' || !id.startsWith('feed/')) throw odd(host, 'subscriptions');
    // BazQux says the address in the id alone.
    const address = typeof url === 'string' && url !== '' ? url : id.slice('feed/'.length);
    return [
      {
        id,
        title: typeof title === 'string' ? title : '',
        url: address,
        ...(typeof htmlUrl === 'string' && htmlUrl !== '' && { siteUrl: htmlUrl }),
        folders: (Array.isArray(categories) ? categories : []).flatMap(labelOf),
      },
    ];
  });
}

/** The names under user/…/label/ that are no folders: labels of items. Servers that give no type are asked by the feeds. */
export function readLabels(answer: Json, host: string, folders: ReadonlySet<string>): Set<string> {
  const tags = listIn(answer, 'tags', host);
  const isLabel = (tag: Json) => (tag.type === undefined ? !folders.has(nameIn(tag.id)) : tag.type === 'tag');
  return new Set(tags.filter(isLabel).flatMap((tag) => nameIn(tag.id) || []));
}

/** The names of folders, also of those without a feed, and of labels of items. */
export function readNames(answer: Json, host: string): Set<string> {
  return new Set(listIn(answer, 'tags', host).flatMap((tag) => nameIn(tag.id) || []));
}

/** One page of ids, as keys. Throws where there is no list, or an id is none. */
export function readIds(answer: Json, host: string): IdPage {
  const ids = listIn(answer, 'itemRefs', host).map(({ id }) => {
    const key = itemKey(id);
    if (key === undefined) throw odd(host, 'itemRefs');
    return key;
  });
  const { continuation } = answer;
  const isThere = typeof continuation === 'string' || typeof continuation === 'number';
  return { ids, ...(isThere && continuation !== '' && { continuation: String(continuation) }) };
}

/** The items of an answer, still raw. */
export function readItems(answer: Json, host: string): Json[] {
  return listIn(answer, 'items', host);
}

/** Of a state or label, the part after "user/<anything>/": servers name users in their own ways. */
export function streamOf(id: unknown): string {
  return typeof id === 'string' ? id.replace(/^user\/[^/]+\//, 'user/-/') : '';
}

/** The name of a label; '' for anything else. */
export function nameIn(id: unknown): string {
  const stream = streamOf(id);
  return stream.startsWith('user/-/label/') ? stream.slice('user/-/label/'.length) : '';
}

function labelOf(category: unknown): string[] {
  if (!isObject(category)) return [];
  const name = typeof category.label === 'string' ? category.label : nameIn(category.id);
  return name === '' ? [] : [name];
}

function listIn(answer: Json, name: string, host: string): Json[] {
  const list = answer[name];
  if (!Array.isArray(list) || !list.every(isObject)) throw odd(host, name);
  return list;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
