import type { ParsedEnclosure, ParsedPost } from '../../feeds/model.ts';
import { lineOfText } from '../../feeds/text.ts';
import { isWebLink } from '../../feeds/urls.ts';
import { isObject, nameIn, streamOf } from './answers.ts';
import { itemKey } from './ids.ts';
import type { Profile } from './profiles.ts';

/** A post as the server has it. */
export interface ServerItem {
  key: string;
  /** The feed it belongs to, as the server names that. */
  feedId: string;
  post: ParsedPost;
  isRead: boolean;
  isStarred: boolean;
}

const state = 'user/-/state/com.google/';

/** An item of an answer; undefined where it names neither itself nor its feed. `folders` are no tags of items. */
export function readItem(
  raw: Record<string, unknown>,
  profile: Profile,
  folders: ReadonlySet<string>,
): ServerItem | undefined {
  const key = itemKey(raw.id);
  const feedId = isObject(raw.origin) ? raw.origin.streamId : undefined;
  if (key === undefined || typeof feedId !== 'string') return undefined;
  const categories = Array.isArray(raw.categories) ? raw.categories.filter(isText) : [];
  const streams = new Set(categories.map(streamOf));
  const line = (text: unknown) => (isText(text) ? lineOfText(fromFullwidth(text, profile)) : '');
  const title = line(raw.title);
  const author = line(raw.author);
  const link = [...hrefsIn(raw.canonical), ...hrefsIn(raw.alternate)].find(isWebLink);
  const body = [raw.content, raw.summary].map(contentOf).find((html) => html !== undefined);
  const publishedAt = instantOf(raw);
  const post: ParsedPost = {
    guid: key,
    ...(link !== undefined && { link }),
    ...(title !== '' && { title }),
    ...(author !== '' && { author }),
    ...(body !== undefined && { body }),
    ...(publishedAt !== undefined && { publishedAt }),
    tags: tagsIn(categories, folders),
    enclosures: enclosuresIn(raw.enclosure),
  };
  return {
    key,
    feedId,
    post,
    isRead: streams.has(`${state}read`),
    isStarred: streams.has(`${state}starred`),
  };
}

/** FreshRSS sends `&`, `<` and `>` of titles as the fullwidth characters beside them in Unicode. */
export function fromFullwidth(text: string, { fullwidth }: Pick<Profile, 'fullwidth'>): string {
  const plain = fullwidth ? text.replaceAll('＆', '&').replaceAll('＜', '<').replaceAll('＞', '>') : text;
  // It is text, not markup; entities inside may remain.
  return plain.replaceAll('<', '&lt;');
}

/** The feed's own words, and labels of items; states and folders are none. */
function tagsIn(categories: string[], folders: ReadonlySet<string>): string[] {
  const tags = categories.flatMap((category) => {
    if (!category.startsWith('user/')) return category.trim();
    const name = nameIn(category);
    return name === '' || folders.has(name) ? [] : name.trim();
  });
  return [...new Set(tags)].filter((tag) => tag !== '');
}

function hrefsIn(list: unknown): string[] {
  return (Array.isArray(list) ? list : []).flatMap((link) =>
    isObject(link) && isText(link.href) ? link.href.replaceAll('&amp;', '&') : [],
  );
}

function contentOf(part: unknown): string | undefined {
  return isObject(part) && isText(part.content) && part.content !== '' ? part.content : undefined;
}

/** In seconds where it is `published`; a date that is missing is that of the crawl. */
function instantOf({ published, crawlTimeMsec }: Record<string, unknown>): number | undefined {
  if (typeof published === 'number' && Number.isFinite(published) && published > 0)
    return Math.round(published * 1000);
  const crawled = Number(crawlTimeMsec);
  return Number.isFinite(crawled) && crawled > 0 ? crawled : undefined;
}

function enclosuresIn(list: unknown): ParsedEnclosure[] {
  return (Array.isArray(list) ? list : []).flatMap((file) => {
    if (!isObject(file) || !isText(file.href) || !isWebLink(file.href)) return [];
    const bytes = Number(file.length);
    return [
      {
        url: file.href,
        ...(isText(file.type) && file.type !== '' && { type: file.type.toLowerCase() }),
        ...(Number.isFinite(bytes) && bytes > 0 && { bytes }),
      },
    ];
  });
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
