/** A real browser as a device of an account: what a person does there, and what stands in its database. */
import type { Page } from 'puppeteer-core';
import type { MarkRow, PostRow, UnreadRow } from '../../src/storage/schema.ts';
import type { AccountRow, OutgoingRow } from '../../src/storage/schema-account.ts';
import { readAll } from '../e2e/harness/database.ts';
import { launch } from '../e2e/harness/launch.ts';
import { go, press } from '../e2e/harness/panel.ts';
import type { BrowserName, RunningBrowser } from '../e2e/harness/running-browser.ts';
import { until } from '../e2e/harness/until.ts';
import type { Miniflux } from './miniflux.ts';

export class BrowserDevice {
  private store = '';

  private constructor(
    readonly running: RunningBrowser,
    public page: Page,
  ) {}

  /** Starts a browser and connects it, by the form of the account's screen. */
  static async connect(name: BrowserName, { url, user, password }: Miniflux): Promise<BrowserDevice> {
    const running = await launch(name);
    const device = new BrowserDevice(running, await running.openPanel('#/account'));
    const { page } = device;
    for (const [field, text] of [
      ['server-address', url],
      ['server-user', user],
      ['server-password', password],
    ])
      await (await page.waitForSelector(`input[name="${field}"]`))?.type(text as string);
    await press(page, 'connect');
    const chosen = () =>
      page
        .evaluate('(globalThis.browser ?? chrome).storage.local.get("account")')
        .catch(() => ({})) as Promise<{ account?: { store: string } }>;
    const { account } = await until(chosen, (found) => found.account !== undefined, 20_000);
    device.store = account?.store ?? '';
    await page.waitForSelector('[data-account="server"]', { timeout: 20_000 });
    await device.untilSynced(0);
    return device;
  }

  private rows<Row>(table: string): Promise<Row[]> {
    return until(
      () => readAll<Row>(this.page, table, this.store).catch(() => undefined),
      (found) => found !== undefined,
    ) as Promise<Row[]>;
  }

  async account(): Promise<AccountRow | undefined> {
    return (await this.rows<AccountRow>('account'))[0];
  }

  waiting(): Promise<OutgoingRow[]> {
    return this.rows<OutgoingRow>('outgoing');
  }

  private async untilSynced(after: number, longestMs = 60_000): Promise<void> {
    const account = await until(
      () => this.account(),
      (row) => (row?.lastOkAt ?? 0) > after,
      longestMs,
      300,
    );
    if ((account?.lastOkAt ?? 0) <= after)
      throw new Error(`No sync came to its end: ${JSON.stringify(account)}`);
  }

  /** Asks for a sync, as a person does, and waits for its good end. */
  async sync(longestMs = 60_000): Promise<void> {
    const last = (await this.account())?.lastOkAt ?? 0;
    await go(this.page, '#/account');
    await press(this.page, 'sync-now');
    await this.untilSynced(last, longestMs);
  }

  /** Begins a sync and stops the background in the middle of it; the panel stays open. */
  async stopInSync(afterMs: number): Promise<void> {
    await go(this.page, '#/account');
    await press(this.page, 'sync-now');
    await new Promise((done) => setTimeout(done, afterMs));
    await this.running.stopBackground().catch((error: unknown) => {
      // Chromium's worker has ended before its session could be closed as well.
      if (!String(error).includes('No session with given id')) throw error;
    });
  }

  async subscribe(address: string): Promise<void> {
    await go(this.page, '#/add');
    await (await this.page.waitForSelector('input[name="address"]'))?.type(address);
    await press(this.page, 'preview');
    await press(this.page, 'subscribe');
    await until(
      async () => (await this.rows('feeds')).length,
      (count) => count > 0,
    );
  }

  /** Reads a post by opening it, or stars it. */
  async mark(title: string, how: 'read' | 'star'): Promise<void> {
    await go(this.page, '#/feeds');
    await go(this.page, '#/river');
    const post = await this.page.waitForSelector(
      `xpath/.//article[.//*[contains(@class,"post-title")][normalize-space()="${title}"]]`,
    );
    const target = how === 'read' ? '.post-title a' : '[data-action="toggle-star"]';
    await post?.$eval(target, (element) => (element as HTMLElement).click());
    const isMarked = async () =>
      how === 'read' ? !(await this.unread()).includes(title) : (await this.starred()).includes(title);
    if (!(await until(isMarked, Boolean))) throw new Error(`"${title}" could not be marked: ${how}`);
  }

  async unread(): Promise<string[]> {
    const unread = new Set((await this.rows<UnreadRow>('unread')).map(({ postId }) => postId));
    return this.titles(({ id }) => unread.has(id));
  }

  async starred(): Promise<string[]> {
    const marks = (await this.rows<MarkRow>('marks')).filter((mark) => mark.starredAt !== undefined);
    const starred = new Set(marks.map(({ storyId }) => storyId));
    return this.titles(({ id, storyId = id }) => starred.has(storyId));
  }

  private async titles(isMeant: (post: PostRow) => boolean): Promise<string[]> {
    return (await this.rows<PostRow>('posts'))
      .filter(isMeant)
      .map(({ title = '' }) => title)
      .sort();
  }
}
