import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, test } from 'vitest';
import { description, openFromOmnibox, suggestPosts } from '../../src/background/omnibox.ts';
import { browser } from '../../src/browser.ts';
import { identify } from '../../src/feeds/identify.ts';
import { db } from '../../src/storage/database.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow } from '../../src/storage/schema.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';

const { opened } = (browser as unknown as { testing: { opened: { url: string; active?: boolean }[] } })
  .testing;

beforeAll(async () => {
  const { feedId } = await subscribe({ url: 'https://a.example/feed' }, 1);
  const row = (await db.checks.get(feedId)) as CheckRow;
  const post = { tags: [], enclosures: [] };
  const posts = identify([
    { ...post, guid: '1', title: 'Rust & <Go>', author: 'Zoë' },
    { ...post, guid: '2', body: '<p>Rust without a title</p>' },
  ]);
  await saveCheck(
    row,
    { feed: { format: 'rss', pace: {}, posts: [], repairs: [] }, posts },
    () => ({ row }),
    1,
  );
});

async function suggested(text: string, isFirefox: boolean) {
  let answer: { content: string; description: string }[] = [];
  await suggestPosts(text, (suggestions) => (answer = suggestions), isFirefox);
  return answer;
}

describe('the address bar suggests posts', () => {
  test('by title and author, as XML for Chrome and as text for Firefox', async () => {
    const chrome = await suggested('rust ', false);
    expect(chrome.map((each) => each.description)).toContain('Rust &amp; &lt;Go&gt; – Zoë');
    expect(chrome.map((each) => each.description)).toContain('Rust without a title');
    const firefox = await suggested('rust title:go', true);
    expect(firefox.map((each) => each.description)).toEqual(['Rust & <Go> – Zoë']);
  });

  test('not while the query is wrong, or there is none', async () => {
    expect(await suggested('rust "op', false)).toEqual([]);
    expect(await suggested('  ', false)).toEqual([]);
  });

  test('and opens the one chosen, or all that were found', async () => {
    const [first] = await suggested('rust title:go', true);
    await openFromOmnibox(first?.content ?? '', 'newForegroundTab');
    await openFromOmnibox('issue #12 & more', 'currentTab');
    expect(opened).toEqual([
      {
        url: `extension:/src/panel/index.html#/search?q=rust+title%3Ago&post=${first?.content.match(/\d+/)?.[0]}`,
        active: true,
      },
      { url: 'extension:/src/panel/index.html#/search?q=issue+%2312+%26+more' },
    ]);
  });
});

test('what XML cannot hold is left out of a description', () => {
  expect(description(['a\u0000b\ud800c\uffff', undefined, ''], false)).toBe('a b\ufffdc ');
  expect(description([`"it's"`], false)).toBe('&quot;it&apos;s&quot;');
});
