/** What the panel answers where something is asked of it: private feeds, empty lists, double-clicks, the way back. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServedFeed } from '../fakes/feed-server.ts';
import { readAll } from './harness/database.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { checkNow, go, press } from './harness/panel.ts';
import { oneBrowser } from './harness/sample.ts';
import { feedOf } from './harness/states.ts';
import { until } from './harness/until.ts';

const HOUR = 3_600_000;
const PRIVATE = { header: 'Authorization', value: `Basic ${btoa('ann:open sesame')}` };

const feed = (name: string, titles: string[], more: Partial<ServedFeed> = {}): ServedFeed => {
  const items = titles.map(
    (title, i) =>
      `<item><title>${title}</title><guid>${name}-${title}</guid><link>http://${name}.example/${i}</link><category>sea</category><pubDate>${new Date(Date.now() - (i + 1) * HOUR).toUTCString()}</pubDate><description>A line about ${title}.</description></item>`,
  );
  const text = `<rss version="2.0"><channel><title>${name}</title>${items.join('')}</channel></rss>`;
  return { name, title: name, contentType: 'application/rss+xml', bytes: () => text, ...more };
};

describe.each(oneBrowser('answers to clicks'))('in %s', (name) => {
  let at: Subscribed;
  let page: Page;
  beforeAll(async () => {
    const titles = Array.from({ length: 12 }, (_, i) => `Wave ${i + 1}`);
    at = await launchSubscribed(name, {}, [
      feed('open', titles),
      feed('members', ['For members']),
      feed('club', ['For the club'], { unlisted: true }),
    ]);
    at.server.behave('club', { wants: PRIVATE });
    page = await at.running.openPanel('#/river');
    await page.waitForSelector('article.post');
  });
  afterAll(() => at?.close());

  test('a feed that asks who is there offers to log in, and says at the field what came of it', async () => {
    at.server.behave('members', { wants: PRIVATE });
    await checkNow(page);
    await go(page, `#/feed/${(await feedOf(page, 'members')).id}`);
    await page.waitForSelector('.banner.trouble [data-action="log-in"]');
    expect(await textOf(page, '.banner.trouble')).toContain('asks for a login');
    await press(page, 'log-in');
    await page.waitForSelector('dialog[open] .more-fields[open]');
    await page.keyboard.press('Tab');
    await (await page.waitForSelector('input[name="login-name"]'))?.type('ann');
    await (await page.waitForSelector('input[name="login-secret"]'))?.type('wrong');
    await page.keyboard.press('Enter');
    const answer = (wanted: string) =>
      until(
        () => textOf(page, 'dialog[open] .login-answer'),
        (text) => text.includes(wanted),
      );
    expect(await answer('does not accept')).toContain('does not accept this login');
    await page.$eval('input[name="login-secret"]', (field) => (field as HTMLInputElement).select());
    await page.type('input[name="login-secret"]', 'open sesame');
    await page.keyboard.press('Enter');
    expect(await answer('works')).toBe('The login works.');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.banner.trouble', { hidden: true });
  });

  test('an address with a name and password in it is taken apart, and nothing of it is lost', async () => {
    const address = at.server.url('club').replace('://', '://ann:open%20sesame@');
    await go(page, '#/add');
    await (await page.waitForSelector('#address'))?.type(address);
    await press(page, 'preview');
    await page.waitForSelector('.feed-preview');
    expect(await textOf(page, '[data-with-login]')).toContain('kept for this site only');
    await press(page, 'subscribe');
    await page.waitForSelector('article.post');
    expect((await feedOf(page, 'club')).url).toBe(at.server.url('club'));
    // A mistyped one is told so, and may be given again.
    await go(page, '#/add');
    await (await page.waitForSelector('#address'))?.type(address.replace('open', 'shut'));
    await press(page, 'preview');
    await page.waitForSelector('[data-refused]');
    expect(await textOf(page, '[data-refused]')).toContain('does not accept this login');
    await page.waitForSelector('input[name="login-name"]');
  });

  test('a tag that nobody has says so; what rules hide leads to the rules', async () => {
    // The list that was left last is empty too: for no moment does its being so speak for this one.
    await go(page, '#/starred');
    await page.waitForSelector('.empty');
    await go(page, '#/tags');
    await page.waitForSelector('.empty', { hidden: true });
    const said = await watchEmpty(page);
    await go(page, '#/tag/nope');
    await page.waitForSelector('.empty');
    expect(await textOf(page, '.empty h2')).toBe('No post has the tag “nope”');
    expect(await said()).toEqual(['No post has the tag “nope”']);
    await go(page, '#/rules');
    await press(page, 'add-rule');
    await page.waitForSelector('#rule-query:focus');
    await page.keyboard.type('tag:sea');
    await page.click('[data-action="does-hide"]');
    await press(page, 'save-rule');
    await press(page, 'apply-rule');
    await until(
      () => readAll<{ hiddenAt?: number }>(page, 'posts'),
      (posts) => posts.every(({ hiddenAt }) => hiddenAt !== undefined),
    );
    for (const route of ['river', 'tag/sea']) {
      await go(page, `#/${route}`);
      await page.waitForSelector(`.posts[data-layout="${route === 'river' ? 'river' : 'mixed'}"]`);
      await page.waitForSelector('.empty [data-action="go-rules"]');
      expect(await textOf(page, '.empty h2')).toBe('All posts here are hidden');
    }
    await page.keyboard.press('u');
    await page.waitForSelector('article.post');
    await page.keyboard.press('u');
  });

  test('a double-click on a button that closes its sheet opens nothing beneath it', async () => {
    await go(page, '#/search?q=wave');
    await page.waitForSelector('article.post');
    await twice(page, '[data-action="save-view"]');
    await page.waitForSelector('dialog[open] [data-action="keep-view"]');
    await twice(page, '[data-action="keep-view"]');
    await until(
      () => page.evaluate(() => location.hash),
      (hash) => hash.startsWith('#/saved/'),
    );
    await page.waitForSelector('article.post');
    await new Promise((done) => setTimeout(done, 300));
    expect(await page.$('article[data-open]')).toBeNull();
    expect(await page.$$eval('dialog[open]', (open) => open.length)).toBe(0);
    expect(await readAll(page, 'views')).toHaveLength(1);
  });

  test('the way back leads to the post that was selected, and the keys go on from there', async () => {
    await go(page, '#/river');
    await page.waitForSelector('article.post');
    for (const key of ['j', 'j', 'j'] as const) await page.keyboard.press(key);
    const before = await until(
      () => selected(page),
      ({ focused, id }) => focused && id !== undefined,
    );
    await go(page, `#/feed/${(await feedOf(page, 'open')).id}`);
    await page.waitForSelector('.posts[data-layout="feed"] article.post');
    await page.keyboard.press('j');
    await page.goBack().catch(() => {});
    await page.waitForSelector('.posts[data-layout="river"] article.post');
    expect(
      await until(
        () => selected(page),
        ({ focused, id }) => focused && id === before.id,
      ),
    ).toEqual(before);
    // Folded up from inside its text, a post keeps the keys.
    await page.keyboard.press('o');
    await page.waitForSelector('article[data-open] [data-action="copy-link"]');
    await page.focus('article[data-open] [data-action="copy-link"]');
    await page.keyboard.press('Escape');
    expect(
      await until(
        () => selected(page),
        ({ focused }) => focused,
      ),
    ).toEqual(before);
  });

  test('nothing went wrong on the way', async () => {
    expect(await at.running.errors()).toEqual([]);
  });
});

/** The text of an element; nothing while it is not there. */
function textOf(page: Page, selector: string): Promise<string> {
  return page.evaluate((wanted) => document.querySelector(wanted)?.textContent?.trim() ?? '', selector);
}

/** From now on notes what empty lists say, however shortly; answers how to ask for it. */
async function watchEmpty(page: Page): Promise<() => Promise<string[]>> {
  const said = await page.evaluateHandle(() => {
    const heads: string[] = [];
    new MutationObserver(() => {
      const head = document.querySelector('.empty h2')?.textContent;
      if (head && head !== heads.at(-1)) heads.push(head);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    return heads;
  });
  return () => said.jsonValue();
}

/** A double-click in the middle of it, wherever it has gone by the second one. */
async function twice(page: Page, selector: string): Promise<void> {
  const button = await page.waitForSelector(selector);
  const box = await button?.boundingBox();
  if (!box) throw new Error(`${selector} is not to be seen.`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.click(x, y);
  // Between the clicks of a hand the page has drawn what the first one did.
  await new Promise((done) => setTimeout(done, 120));
  await page.mouse.click(x, y, { count: 1 });
}

function selected(page: Page): Promise<{ id: string | undefined; focused: boolean }> {
  return page.evaluate(() => {
    const post = document.querySelector<HTMLElement>('article[aria-current]');
    return { id: post?.dataset.postId, focused: post !== null && document.activeElement === post };
  });
}
