import type { FeedFormat, ParsedFeed, ParsedPace } from '../model.ts';
import { lineOfText } from '../text.ts';
import { readHtml, readTitle } from './constructs.ts';
import { atomLink, readImage, readLink } from './links.ts';
import { addPeople } from './people.ts';
import { firstDate } from './post.ts';
import { allOf, attribute, type ByKey, firstText, groupByKey, textOf } from './query.ts';
import type { Repairs } from './repairs.ts';
import { readTags } from './tags.ts';
import type { XmlNode } from './tree.ts';

const DESCRIPTIONS = [
  'description',
  'atom:subtitle',
  'atom:tagline',
  'dc:description',
  'itunes:summary',
  'itunes:subtitle',
];
const RIGHTS = ['copyright', 'atom:rights', 'atom:copyright', 'dc:rights'];
const PUBLISHED = ['pubdate', 'atom:published', 'dcterms:issued', 'dcterms:created'];
const UPDATED = ['atom:updated', 'atom:modified', 'dcterms:modified', 'dc:date', 'lastbuilddate'];

/** Reads what a feed says about itself, from its channel or feed element. Posts are added by the caller. */
export function readHead(channel: XmlNode, format: FeedFormat, repairs: Repairs): ParsedFeed {
  const parts = groupByKey(channel);
  const feed: ParsedFeed = { format, pace: readPace(parts), posts: [], repairs: repairs.list };
  const texts = {
    guid: firstText(parts, 'atom:id', 'guid') ?? attribute(channel, 'rdf:about'),
    siteUrl: readLink(parts),
    selfUrl: atomLink(parts, 'self'),
    hubUrl: atomLink(parts, 'hub'),
    rights: firstHtml(parts, RIGHTS, repairs),
    imageUrl: readImage(parts),
    lang: firstText(parts, 'language', 'dc:language') ?? channel.lang,
  };
  for (const [name, value] of Object.entries(texts)) {
    if (value !== undefined && value !== '') feed[name as keyof typeof texts] = value;
  }
  addTitle(feed, parts, repairs);
  const description = firstHtml(parts, DESCRIPTIONS, repairs);
  if (description !== undefined) {
    feed.description = lineOfText(description);
    if (description.includes('<')) feed.descriptionHtml = description;
  }
  addPeople(feed, parts);
  const tags = readTags(parts);
  if (tags.length > 0) feed.tags = tags;
  addDates(feed, parts);
  return feed;
}

function addTitle(feed: ParsedFeed, parts: ByKey, repairs: Repairs): void {
  const node = allOf(parts, 'title', 'atom:title', 'dc:title', 'itunes:title')[0];
  if (node === undefined) return;
  const { text, html } = readTitle(node, repairs);
  if (text !== '') feed.title = text;
  if (html !== undefined) feed.titleHtml = html;
}

function firstHtml(parts: ByKey, keys: string[], repairs: Repairs): string | undefined {
  return allOf(parts, ...keys)
    .map((node) => readHtml(node, repairs))
    .find((html) => html !== '');
}

function addDates(feed: ParsedFeed, parts: ByKey): void {
  const published = firstDate(parts, PUBLISHED);
  if (published !== undefined) feed.publishedAt = published.at;
  const updated = firstDate(parts, UPDATED);
  if (updated !== undefined) feed.updatedAt = updated.at;
}

const PERIOD_MINUTES: Record<string, number> = {
  hourly: 60,
  daily: 24 * 60,
  weekly: 7 * 24 * 60,
  monthly: 30 * 24 * 60,
  yearly: 365 * 24 * 60,
};
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** RSS 2.0's ttl, skipHours, skipDays; the syndication module's updatePeriod and updateFrequency. */
function readPace(parts: ByKey): ParsedPace {
  const pace: ParsedPace = {};
  const ttl = Number(firstText(parts, 'ttl'));
  if (Number.isFinite(ttl) && ttl > 0) pace.ttlMinutes = ttl;
  const period = PERIOD_MINUTES[firstText(parts, 'sy:updateperiod')?.toLowerCase() ?? ''];
  const frequency = Number(firstText(parts, 'sy:updatefrequency') ?? 1);
  if (period !== undefined && frequency > 0)
    pace.updateEveryMinutes = Math.max(1, Math.round(period / frequency));
  const hours = innerTexts(parts, 'skiphours', 'hour')
    .map((text) => (text === '24' ? 0 : Number(text)))
    .filter((hour) => Number.isInteger(hour) && hour >= 0 && hour < 24);
  if (hours.length > 0) pace.skipHours = [...new Set(hours)];
  const days = innerTexts(parts, 'skipdays', 'day')
    .map((text) => DAYS.indexOf(text.toLowerCase()))
    .filter((day) => day >= 0);
  if (days.length > 0) pace.skipDays = [...new Set(days)];
  return pace;
}

function innerTexts(parts: ByKey, outer: string, inner: string): string[] {
  return allOf(parts, outer).flatMap((node) => allOf(groupByKey(node), inner).map(textOf));
}
