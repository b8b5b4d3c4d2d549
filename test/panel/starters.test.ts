import { expect, test } from 'vitest';
import { starterTopics } from '../../src/panel/starters.ts';

const feeds = starterTopics.flatMap((topic) => topic.feeds);

test('the starter feeds are a short list, each once, over https', () => {
  expect(feeds.length).toBeGreaterThanOrEqual(12);
  expect(feeds.length).toBeLessThanOrEqual(24);
  expect(new Set(feeds.map((feed) => feed.url)).size).toBe(feeds.length);
  expect(
    feeds.filter((feed) => !feed.url.startsWith('https://') || !feed.siteUrl.startsWith('https://')),
  ).toEqual([]);
});
