import { describe, expect, test } from 'vitest';
import { identify } from '../../src/feeds/identify.ts';
import { isSameStory, likeness } from '../../src/feeds/likeness.ts';
import { isTrouble } from '../../src/feeds/outcome.ts';

const keysOf = (...given: object[]) =>
  identify(given.map((one) => ({ tags: [], enclosures: [], ...one }))).map(({ key }) => key);

describe('posts of which little is told', () => {
  test('one guid for several without a link: title and date tell them apart', () => {
    const keys = keysOf(
      { guid: 'x', title: 'One' },
      { guid: 'x', title: 'Two' },
      { guid: 'x', title: 'Two' },
    );
    expect(new Set(keys).size).toBe(2);
    expect(keys.every((key) => key.startsWith('i:x#'))).toBe(true);
  });

  test('one link for several without guid: title and date tell them apart', () => {
    const link = 'https://a.example/page';
    const keys = keysOf({ link, title: 'One' }, { link, title: 'Two' });
    expect(new Set(keys).size).toBe(2);
    expect(keys.every((key) => key.startsWith('l:https://a.example/page#'))).toBe(true);
  });

  const text =
    'Enough words for a comparison of texts, so that the pieces of it can be counted and compared.';

  test('without titles and authors the texts decide', () => {
    expect(isSameStory({ text }, { text })).toBe(true);
    expect(isSameStory({ text }, { text: 'Something else altogether, told in other words.' })).toBe(false);
  });

  test('without a title the same second is no evidence', () => {
    const publishedAt = Date.UTC(2026, 4, 1, 9, 30);
    expect(isSameStory({ text, publishedAt }, { text: 'Other words', publishedAt })).toBe(false);
    expect(isSameStory({ text, publishedAt }, { text, publishedAt })).toBe(true);
  });

  test('a few words are alike only when they are equal', () => {
    expect(likeness('See the blog', 'see the blog!')).toBe(1);
    expect(likeness('See the blog', 'Read the blog')).toBe(0);
  });
});

test('trouble is what the person can do nothing about', () => {
  expect(isTrouble(undefined)).toBe(false);
  expect(isTrouble({ kind: 'unchanged', status: 304 })).toBe(false);
  expect(isTrouble({ kind: 'gone', status: 410 })).toBe(true);
  expect(isTrouble({ kind: 'failed', why: 'http', status: 500 })).toBe(true);
  expect(isTrouble({ kind: 'failed', why: 'needs-permission' })).toBe(false);
});
