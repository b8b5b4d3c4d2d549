import { parseDate } from '../dates.ts';
import { repairGarbled } from '../garbled.ts';
import { MAX_BODY, MAX_ENCLOSURES, MAX_LINE, MAX_PEOPLE, MAX_POSTS } from '../limits.ts';
import type { ParsedEnclosure, ParsedFeed, ParsedPerson, ParsedPost } from '../model.ts';
import { oneLine } from '../text.ts';
import { resolveLink } from '../urls.ts';
import { escapeText } from './entities.ts';
import { absoluteLinks } from './html-links.ts';
import { namesOf } from './people.ts';
import { isSubstantial } from './post.ts';
import type { Repairs } from './repairs.ts';
import { tidyTags } from './tags.ts';

type Json = Record<string, unknown>;

/** JSON Feed 1.0 and 1.1: https://www.jsonfeed.org/version/1.1/. Undefined when the value is no feed. */
export function readJson(value: unknown, base: string, repairs: Repairs): ParsedFeed | undefined {
  if (!isObject(value) || !Array.isArray(value.items)) return undefined;
  const isMarked = typeof value.version === 'string' && value.version.includes('jsonfeed.org');
  if (!isMarked && !value.items.some((item) => isObject(item) && looksLikePost(item))) return undefined;
  const feed: ParsedFeed = { format: 'json', pace: {}, posts: [], repairs: repairs.list };
  copyTexts(feed, {
    title: lineOf(value.title),
    description: lineOf(value.description),
    siteUrl: linkOf(value.home_page_url, base),
    selfUrl: linkOf(value.feed_url, base),
    imageUrl: linkOf(value.icon, base) ?? linkOf(value.favicon, base),
    faviconUrl: linkOf(value.favicon, base),
    nextUrl: linkOf(value.next_url, base),
    comment: lineOf(value.user_comment),
    lang: lineOf(value.language),
    hubUrl: hubOf(value.hubs, base),
  });
  if (value.expired === true) feed.expired = true;
  const authors = peopleOf(value, base);
  if (authors.length > 0) {
    feed.authors = authors;
    feed.author = namesOf(authors);
  }
  if (value.items.length > MAX_POSTS) repairs.note('too-many-posts', `post ${MAX_POSTS + 1}`);
  feed.posts = value.items
    .slice(0, MAX_POSTS)
    .filter(isObject)
    .map((item) => readPost(item, feed, base, repairs))
    .filter(isSubstantial);
  return feed;
}

function readPost(item: Json, feed: ParsedFeed, base: string, repairs: Repairs): ParsedPost {
  const post: ParsedPost = {
    tags: tidyTags(stringsOf(item.tags)),
    enclosures: enclosuresOf(item.attachments, base),
  };
  const authors = peopleOf(item, base);
  const people = authors.length > 0 ? authors : (feed.authors ?? []);
  if (people.length > 0) {
    post.authors = people;
    post.author = namesOf(people);
  }
  const external = linkOf(item.external_url, base);
  const body = bodyOf(item, base, repairs);
  const summary = textOf(item.summary);
  copyTexts(post, {
    guid: textOf(item.id),
    link: linkOf(item.url, base) ?? external ?? permalink(textOf(item.id)),
    title: lineOf(item.title),
    body: body ?? (summary === undefined ? undefined : escapeText(summary)),
    summary: body === undefined || summary === undefined ? undefined : escapeText(summary),
    imageUrl: linkOf(item.image, base) ?? linkOf(item.banner_image, base),
    bannerUrl: linkOf(item.banner_image, base),
    externalUrl: external,
    lang: lineOf(item.language) ?? feed.lang,
  });
  const published = parseDate(textOf(item.date_published) ?? '');
  if (published !== undefined) post.publishedAt = published.at;
  if (published?.dateOnly) post.dateOnly = true;
  const updated = parseDate(textOf(item.date_modified) ?? '');
  if (updated !== undefined) post.updatedAt = updated.at;
  return post;
}

/** HTML is the fuller form; plain text keeps its lines. */
function bodyOf(item: Json, base: string, repairs: Repairs): string | undefined {
  const html = textOf(item.content_html);
  const text = textOf(item.content_text);
  const body =
    html === undefined ? (text === undefined ? undefined : textAsHtml(text)) : absoluteLinks(html, base);
  if (body === undefined || body.length <= MAX_BODY) return body;
  repairs.note('too-long-text', 'content');
  return body.slice(0, MAX_BODY);
}

function textAsHtml(text: string): string {
  return escapeText(text.trim()).replace(/\r?\n/g, '<br>\n');
}

/** 1.1 has `authors`, 1.0 had `author`. */
function peopleOf(holder: Json, base: string): ParsedPerson[] {
  const listed = Array.isArray(holder.authors) ? holder.authors : [holder.author];
  return listed
    .slice(0, MAX_PEOPLE)
    .map((one) => personOf(one, base))
    .filter((one) => one !== undefined);
}

function personOf(value: unknown, base: string): ParsedPerson | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : { name: oneLine(value) };
  if (!isObject(value)) return undefined;
  const url = linkOf(value.url, base);
  // Of name, url and avatar each may stand alone; a name is what people see.
  const name = lineOf(value.name) ?? url?.replace(/^https?:\/\/|\/$/g, '');
  if (name === undefined) return undefined;
  const person: ParsedPerson = { name };
  copyTexts(person, { url, imageUrl: linkOf(value.avatar, base) });
  return person;
}

function enclosuresOf(value: unknown, base: string): ParsedEnclosure[] {
  if (!Array.isArray(value)) return [];
  return value
    .slice(0, MAX_ENCLOSURES)
    .filter(isObject)
    .map((one) => enclosureOf(one, base))
    .filter((one) => one !== undefined);
}

function enclosureOf(value: Json, base: string): ParsedEnclosure | undefined {
  const url = linkOf(value.url, base);
  if (url === undefined) return undefined;
  const enclosure: ParsedEnclosure = { url };
  copyTexts(enclosure, { type: lineOf(value.mime_type)?.toLowerCase(), title: lineOf(value.title) });
  const bytes = Number(value.size_in_bytes);
  if (Number.isSafeInteger(bytes) && bytes > 0) enclosure.bytes = bytes;
  const seconds = Number(value.duration_in_seconds);
  if (Number.isFinite(seconds) && seconds > 0) enclosure.durationSeconds = Math.floor(seconds);
  return enclosure;
}

function hubOf(value: unknown, base: string): string | undefined {
  if (!Array.isArray(value)) return undefined;
  return value
    .map((hub) => (isObject(hub) ? linkOf(hub.url, base) : undefined))
    .find((url) => url !== undefined);
}

function looksLikePost(item: Json): boolean {
  return (
    item.content_html !== undefined || item.content_text !== undefined || item.date_published !== undefined
  );
}

function permalink(guid: string | undefined): string | undefined {
  return guid !== undefined && /^https?:\/\//i.test(guid) ? resolveLink(guid, '') : undefined;
}

/** Text, or a number as the text it would be; trimmed; absent when empty. */
function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return repairGarbled(String(value)).trim() || undefined;
}

function lineOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : oneLine(text).slice(0, MAX_LINE) || undefined;
}

function linkOf(value: unknown, base: string): string | undefined {
  return typeof value === 'string' ? resolveLink(value, base) : undefined;
}

function stringsOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one): one is string => typeof one === 'string');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets those that are there: absent is absent, not undefined. */
function copyTexts<T extends object>(target: T, texts: { [K in keyof T]?: string | undefined }): void {
  for (const [name, text] of Object.entries(texts))
    if (text !== undefined) Object.assign(target, { [name]: text });
}
