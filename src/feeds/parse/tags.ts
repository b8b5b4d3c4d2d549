import { MAX_TAG, MAX_TAGS, MAX_WORD_LIST } from '../limits.ts';
import { tagKey } from '../tag-key.ts';
import { lineOfText } from '../text.ts';
import { allOf, attribute, type ByKey, groupByKey, textOf } from './query.ts';
import type { XmlNode } from './tree.ts';

/** Categories of a post or feed as written, none twice (by tagKey). */
export function readTags(parts: ByKey): string[] {
  return tidyTags([
    ...allOf(parts, 'tags').flatMap(words),
    ...allOf(parts, 'category', 'atom:category', 'dc:subject', 'media:category')
      .slice(0, MAX_TAGS * 2)
      .map(categoryText),
    ...allOf(parts, 'itunes:category').flatMap(nestedCategories),
    ...allOf(parts, 'itunes:keywords', 'media:keywords').flatMap(words),
    ...allOf(parts, 'media:group').flatMap((group) =>
      allOf(groupByKey(group), 'media:keywords').flatMap(words),
    ),
  ]);
}

/** Trims, drops the empty and the repeated, and holds the limits. */
export function tidyTags(written: string[]): string[] {
  const byKey = new Map<string, string>();
  for (const text of written) {
    const { tag, key } = tidy(text);
    if (key === '' || byKey.has(key)) continue;
    byKey.set(key, tag);
    if (byKey.size >= MAX_TAGS) break;
  }
  return [...byKey.values()];
}

/** Tags met before: a feed repeats a few of them hundreds of times. */
const memory = new Map<string, { tag: string; key: string }>();
const MEMORY = 1_000;

function tidy(written: string): { tag: string; key: string } {
  const known = memory.get(written);
  if (known !== undefined) return known;
  const tag = lineOfText(written).slice(0, MAX_TAG);
  const tidied = { tag, key: tagKey(tag) };
  if (memory.size >= MEMORY) memory.clear();
  if (written.length <= MAX_TAG) memory.set(written, tidied);
  return tidied;
}

/** "one, two, three" */
function words(node: XmlNode): string[] {
  return textOf(node).slice(0, MAX_WORD_LIST).split(',');
}

/** Atom's label is for people, its term for machines; YouTube and others write schemes into terms. */
function categoryText(node: XmlNode): string {
  const label = attribute(node, 'label');
  const term = attribute(node, 'term') ?? textOf(node);
  return label !== undefined && (term === '' || /^https?:/i.test(term)) ? label : term;
}

/** Apple's categories: `<category text="Technology"><category text="Gadgets"/></category>`. */
function nestedCategories(node: XmlNode): string[] {
  const inner = allOf(groupByKey(node), 'itunes:category').map((child) => attribute(child, 'text') ?? '');
  return [attribute(node, 'text') ?? textOf(node), ...inner];
}
