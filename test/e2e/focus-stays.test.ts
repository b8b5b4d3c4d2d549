/** What is finished by key leaves the focus on the page: on the line it belongs to, beside it, or on the next screen. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAll } from './harness/database.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { go, titles } from './harness/panel.ts';
import { oneBrowser } from './harness/sample.ts';
import { until } from './harness/until.ts';

const names = ['Tower', 'Bridge', 'Castle', 'Door', 'Elm', 'Field', 'Gate'];
const text = (title: string) => `<p>About ${title}.</p>`.repeat(title === 'Tower' ? 80 : 1);
const served = { contentType: 'application/rss+xml' };
const rss = (channel: string, titles: string[]) => () =>
  `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>${channel}</title>${titles
    .map(
      (title, index) =>
        `<item><guid>urn:${title}</guid><title>${title}</title><category>${title}</category>` +
        `<description><![CDATA[${text(title)}]]></description><dc:creator>By ${title}</dc:creator>` +
        `<pubDate>${new Date(Date.now() - 60_000 * (index + 1)).toUTCString()}</pubDate></item>`,
    )
    .join('')}</channel></rss>`;

describe.each(oneBrowser('focus'))('in %s', (name) => {
  let at: Subscribed;
  let page: Page;
  beforeAll(async () => {
    at = await launchSubscribed(name, {}, [
      { ...served, name: 'daily', title: 'Daily', bytes: rss('Daily', names) },
    ]);
    page = at.page;
    await go(page, '#/river');
    await page.waitForSelector('article.post');
  });
  afterAll(() => at?.close());

  test('a mute that is taken back leaves the post under the keys where it stands', async () => {
    const before = await until(
      () => titles(page),
      (shown) => shown.length === names.length,
    );
    await page.keyboard.press('j');
    await page.keyboard.press('o');
    await page.waitForSelector('article.post[data-open] .post-body');
    await page.keyboard.press('H');
    await page.waitForSelector('#mute-word');
    await page.$eval('#mute-word', (field) => (field as HTMLElement).focus());
    await page.keyboard.type('tower');
    await page.keyboard.press('Enter');
    await untilTitles(6);
    await page.keyboard.press('j');
    await currentIs('Castle');
    await page.keyboard.press('H');
    await page.waitForSelector('[data-action="mute-author"]');
    await page.focus('[data-action="mute-author"]');
    await page.keyboard.press('Enter');
    await untilTitles(5);
    await currentIs('Door');
    const top = await topOfCurrent();
    await page.keyboard.press('u');
    await untilTitles(6);
    await page.keyboard.press('u');
    await untilTitles(7);
    expect(await titles(page)).toEqual(before);
    expect(await until(topOfCurrent, (now) => Math.abs(now - top) < 2, 3000)).toBeCloseTo(top, 0);
    await page.keyboard.press('j');
    await currentIs('Elm');
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
    // For the next test everything is folded up.
    await page.keyboard.press('.');
  });

  test('the focus stays with what was saved, applied, taken away or added', async () => {
    await go(page, '#/rules');
    for (const query of ['bridge', 'door', 'elm']) {
      await enter('[data-action="add-rule"]');
      await page.waitForSelector('#rule-query:focus');
      await page.keyboard.type(query);
      await page.keyboard.press('Tab');
      await page.keyboard.press(' ');
      await page.keyboard.press('Enter');
      await focusIs(`.rule[data-rule-id="${await ruleOf(query)}"] [data-action="edit-rule"]`);
    }
    const [first, second, third] = await Promise.all(['bridge', 'door', 'elm'].map(ruleOf));
    await enter(`[data-rule-id="${second}"] [data-action="edit-rule"]`);
    await page.waitForSelector('#rule-query:focus');
    await page.keyboard.type(' OR gate');
    await page.keyboard.press('Escape');
    await focusIs('#rule-query');
    await enter('#rule-query');
    await focusIs(`[data-rule-id="${second}"] [data-action="edit-rule"]`);
    await enter(`[data-rule-id="${second}"] [data-action="edit-rule"]`);
    await page.waitForSelector('#rule-query:focus');
    await page.keyboard.press('Escape');
    await focusIs(`[data-rule-id="${second}"] [data-action="edit-rule"]`);
    expect.soft(await page.$('.rule-form')).toBeNull();
    if ((await page.$('.rule-form')) !== null) await enter('[data-action="cancel-rule"]');
    await enter('[data-action="add-rule"]');
    await page.waitForSelector('#rule-query:focus');
    await enter('[data-action="cancel-rule"]');
    await focusIs('[data-action="add-rule"]');
    await enter(`[data-rule-id="${third}"] [data-action="apply-rule"]`);
    await page.waitForSelector('.notice');
    await focusIs(`[data-rule-id="${third}"] [data-action="apply-rule"]`);
    for (const [gone, next] of [
      [first, `[data-rule-id="${second}"] [data-action="delete-rule"]`],
      [third, `[data-rule-id="${second}"] [data-action="delete-rule"]`],
      [second, '[data-action="add-rule"]'],
    ]) {
      await enter(`[data-rule-id="${gone}"] [data-action="delete-rule"]`);
      await page.waitForSelector(`[data-rule-id="${gone}"]`, { hidden: true });
      await focusIs(next as string);
    }
    // The keys are not caught there.
    await page.keyboard.press('u');
    await page.waitForSelector(`[data-rule-id="${second}"]`);

    await go(page, '#/search?q=castle');
    await enter('[data-action="save-view"]');
    await page.waitForSelector('input[name="view-name"]');
    await page.keyboard.press('Enter');
    await page.waitForFunction("location.hash.startsWith('#/saved/')");
    await focusIs('.content h1');
    const edit = async () => {
      await enter('.content [data-action="show-menu"]');
      await enter('.content [data-action="edit-view"]');
      await page.waitForSelector('input[name="view-name"]:focus');
    };
    await edit();
    await page.keyboard.press('Escape');
    await focusIs('.content [data-action="show-menu"]');
    await edit();
    await page.keyboard.type('Castles');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.sheet', { hidden: true });
    await focusIs('.content [data-action="show-menu"]');
    await edit();
    await enter('[data-action="remove-view"]');
    await page.waitForFunction("location.hash === '#/river'");
    await focusIs('.content :is(h1, article[aria-current])');

    await go(page, '#/alerts');
    for (const topic of ['bridge', 'castle', 'door']) {
      await page.waitForSelector('[data-action="choose-badge"]');
      await page.select('[data-action="choose-badge"]', `topic ${topic}`);
      await enter('[data-action="add-badge"]:not([disabled])');
      await focusIs('[data-action="choose-badge"]');
      await page.waitForFunction(
        `document.querySelector('[data-places="badge"]').innerText.toLowerCase().includes('${topic}')`,
      );
    }
    for (const left of [2, 1, 0]) {
      await enter('[data-places="badge"] li:last-child button');
      await until(
        () => page.$$('[data-places="badge"] li'),
        (shown) => shown.length === left,
      );
      await focusIs(left > 0 ? '[data-places="badge"] li:last-child button' : '[data-action="choose-badge"]');
    }

    at.server.add({ ...served, name: 'other', title: 'Other', bytes: rss('Other', ['Other']) });
    await go(page, '#/add');
    await page.waitForSelector('input[name="address"]:focus');
    await page.keyboard.type(at.server.url('other'));
    await enter('[data-action="preview"]');
    await enter('[data-action="subscribe"]');
    await page.waitForFunction("location.hash.startsWith('#/feed/')");
    await focusIs('.content h1');
    expect(await at.running.errors()).toEqual([]);
  });

  /** Goes to a control and presses Enter there. */
  async function enter(selector: string): Promise<void> {
    await page.waitForSelector(selector, { visible: true });
    await page.focus(selector);
    await page.keyboard.press('Enter');
  }

  async function focusIs(selector: string): Promise<void> {
    const has = () =>
      page.evaluate((wanted) => {
        const { activeElement } = document;
        return activeElement?.matches(wanted) ? wanted : (activeElement?.outerHTML.slice(0, 80) ?? '');
      }, selector);
    expect.soft(await until(has, (found) => found === selector, 3000)).toBe(selector);
  }

  async function ruleOf(query: string): Promise<number | undefined> {
    const rules = () => readAll<{ id: number; query: string }>(page, 'rules');
    const found = await until(rules, (all) => all.some((rule) => rule.query === query));
    return found.find((rule) => rule.query === query)?.id;
  }

  async function untilTitles(count: number): Promise<void> {
    const shown = await until(
      () => titles(page),
      (all) => all.length === count,
    );
    expect(shown).toHaveLength(count);
  }

  async function currentIs(title: string): Promise<void> {
    const current = () =>
      page.$eval('article[aria-current] .post-title', (each) => each.textContent?.trim()).catch(() => '');
    expect(await until(current, (found) => found === title, 3000)).toBe(title);
  }

  function topOfCurrent(): Promise<number> {
    return page.$eval('article[aria-current]', (each) => each.getBoundingClientRect().top);
  }
});
