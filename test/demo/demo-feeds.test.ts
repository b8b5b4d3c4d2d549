import { describe, expect, test } from 'vitest';
import { demoFeeds } from './demo-feeds.ts';

const START = new Date(2026, 4, 14, 18, 0);
const feeds = demoFeeds((name) => `http://${name}.localhost:1`, START);
const text = (name: string) => String(feeds.find((feed) => feed.name === name)?.bytes());

describe('the demo', () => {
  test('lists three planets and nine blogs', () => {
    const listed = feeds.filter((feed) => !feed.unlisted);
    expect(listed.filter((feed) => feed.folder === 'Planets')).toHaveLength(3);
    expect(listed).toHaveLength(12);
  });

  test('gives twenty posts the category Python, and planets give none', () => {
    const count = (name: string, pattern: RegExp) => text(name).match(pattern)?.length ?? 0;
    const found =
      count('slow-imports', /<category term="#?python"/gi) +
      count('patient-debugger', /<category>Python</g) +
      count('tidy-frames', /"Python"/g);
    expect(found).toBe(20);
    expect(text('planet-orbit') + text('planet-ferrous') + text('planet-hearth')).not.toMatch(
      /<category|<dc:subject/,
    );
  });

  test('serves the same bytes again, but for the live post', () => {
    for (const feed of feeds.filter(({ name }) => !['slow-imports', 'planet-orbit'].includes(name)))
      expect(feed.bytes()).toEqual(feed.bytes());
  });

  test('a planet writes "Author: Title", cuts, garbles, and dates by the day', () => {
    expect(text('planet-orbit')).toContain(
      '<title>Petra Quillon: The bug that only happened on Tuesdays</title>',
    );
    expect(text('planet-hearth')).toContain('...&lt;/p&gt;');
    expect(text('planet-hearth')).toContain('donâ€™t');
    expect(text('planet-hearth')).toContain('<dc:date>2026-05-14</dc:date>');
  });

  test('a post stands in two feeds with two times and two texts', () => {
    expect(text('patient-debugger')).toContain('class=&quot;language-python&quot;');
    expect(text('planet-orbit')).not.toContain('class=&quot;language-python&quot;');
    expect(text('planet-ferrous')).toContain('only-on-tuesdays?utm_source=planet-ferrous');
  });

  test('some posts have no title, no body or no author, and one feed is old', () => {
    expect(text('terminal-garden')).not.toContain('<dc:creator>');
    expect(text('terminal-garden').match(/<item>\n<link>/g)?.length).toBe(8);
    expect(text('terminal-garden')).toMatch(/going outside<\/title>(?:(?!<description>)[\s\S])*?<\/item>/);
    expect(text('old-compiler')).toMatch(/<pubDate>\w+, \d+ \w+ 2022/);
  });
});
