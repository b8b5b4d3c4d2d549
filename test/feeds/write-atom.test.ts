import { expect, test } from 'vitest';
import { readFeed } from '../../src/feeds/read.ts';
import { writeAtom } from '../../src/feeds/write-atom.ts';

const now = Date.UTC(2026, 4, 9, 12);
const entry = {
  id: 'https://a.example/1',
  title: 'Fish & <chips>\u0007',
  link: 'https://a.example/1?a="b"&c',
  publishedAt: now - 2000,
  updatedAt: now - 1000,
  author: 'Ada & Co',
  source: { url: 'https://a.example/feed?x=1&y=2', title: 'A & B' },
  xhtml: '<div xmlns="http://www.w3.org/1999/xhtml"><p>One &amp; all</p></div>',
};

test('what is written is read again as it was', () => {
  const { link: _link, ...bare } = entry;
  const text = writeAtom('River & sea', [entry, { ...bare, id: 'urn:2' }], now);
  const read = readFeed(new TextEncoder().encode(text), { url: 'https://example.org/planet.atom' });
  if (read.kind !== 'feed') throw new Error('It is no feed');
  expect(read.feed.title).toBe('River & sea');
  const [first, second] = read.feed.posts;
  expect(first).toMatchObject({
    guid: entry.id,
    title: 'Fish & <chips>',
    link: 'https://a.example/1?a=%22b%22&c',
    publishedAt: entry.publishedAt,
    updatedAt: entry.updatedAt,
    author: 'Ada & Co',
    source: { title: 'A & B' },
  });
  expect(first?.body).toContain('<p>One &amp; all</p>');
  expect(second?.link).toBeUndefined();
});
