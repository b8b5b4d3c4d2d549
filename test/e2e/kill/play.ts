import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { readCopy } from '../../../src/storage/backup/copy.ts';
import { type FeedServer, type ServedFeed, startFeedServer } from '../../fakes/feed-server.ts';
import { renderOpml } from '../../fakes/opml.ts';
import { contentOf, type Rows } from '../../kill/dump.ts';
import { readAll } from '../harness/database.ts';
import { launch } from '../harness/launch.ts';
import { badgeOf, recount, storedNumbers } from '../harness/recount.ts';
import type { BrowserName, RunningBrowser } from '../harness/running-browser.ts';
import { importOpml } from '../harness/subscribe.ts';
import { until } from '../harness/until.ts';
import { Editions } from './feeds.ts';
import { badgeIn, copiesOf, feedsAtFirst, importOf, type Work, wake, works } from './works.ts';

/** A work in one of the editions, and how it is cut off: `at` from 0 to 1 of the time it takes in one go. */
export interface Round {
  work: keyof typeof works | 'import';
  cut: { by: 'stop' | 'kill'; at: number };
}

/** How a round ended. */
interface Ended {
  content: unknown;
  milliseconds: number;
}

const feedsAnImport = 4;
/** So long a work may take on a busy machine. */
const longestMs = 90_000;
/** So slow are the servers, that a pass takes a while. */
const delayMs = 60;

/** What checks leave to say when the next one comes depends on the clock; the rest is compared. */
const tables = 'feeds folders posts bodies unread marks tags counters revisions tombstones rules'.split(' ');

/**
 * Plays the rounds twice in a browser, each time on a new profile: in one go, and cut off. Expects the same of both after
 * each round: posts, texts, marks, tags, counts and the copy; and after every start the badge that a recount gives.
 */
export async function playRounds(name: BrowserName, rounds: Round[], extraPosts: number): Promise<void> {
  const editions = new Editions();
  const server = await startFeedServer([]);
  try {
    const play = new Play(name, server, editions, extraPosts);
    const unbroken = await play.all(rounds, undefined);
    await play.all(rounds, unbroken);
  } finally {
    await server.close();
  }
}

class Play {
  private running!: RunningBrowser;
  private page!: Page;
  private startedAt = 0;
  private feeds = 0;

  constructor(
    private readonly name: BrowserName,
    private readonly server: FeedServer,
    private readonly editions: Editions,
    private readonly extraPosts: number,
  ) {}

  /** Plays all rounds; cut off, and compared with `unbroken`, where that is given. */
  async all(rounds: Round[], unbroken: Ended[] | undefined): Promise<Ended[]> {
    const ended: Ended[] = [];
    this.startedAt = Date.now();
    this.editions.now = 1;
    this.running = await launch(this.name);
    try {
      this.feeds = feedsAtFirst;
      this.page = await importOpml(this.running, this.listOf(this.serve(1, feedsAtFirst, this.extraPosts)));
      for (const [i, round] of rounds.entries()) ended.push(await this.round(round, unbroken?.[i]));
      // A stopped worker and a killed browser leave complaints of their own; in one go there are none.
      if (unbroken === undefined) expect(await this.running.errors()).toEqual([]);
    } finally {
      await this.running.close();
    }
    return ended;
  }

  private async round({ work: name, cut }: Round, unbroken: Ended | undefined): Promise<Ended> {
    this.editions.now += 1;
    const work = name === 'import' ? this.nextImport() : works[name];
    await work.prepare?.(this.page);
    const sinceAt = Date.now();
    await work.begin(this.page, sinceAt);
    if (unbroken !== undefined) {
      const ms = Math.round(cut.at * unbroken.milliseconds);
      await new Promise((resolve) => setTimeout(resolve, ms));
      await this.cutOff(cut.by);
      console.log(`${this.name}: ${cut.by} after ${ms} ms of ${work.name}`);
      if (!(await work.isOver(this.page, sinceAt))) await work.begin(this.page, sinceAt);
    }
    const isOver = await until(() => work.isOver(this.page, sinceAt), Boolean, longestMs, 30);
    expect(isOver, `${work.name} has come to its end`).toBe(true);
    const milliseconds = Date.now() - sinceAt;
    await this.expectCounts();
    const content = await this.content(work);
    if (unbroken !== undefined) expect(content, work.name).toEqual(unbroken.content);
    return { content, milliseconds };
  }

  private async cutOff(by: 'stop' | 'kill'): Promise<void> {
    if (by === 'stop') {
      await this.running.stopBackground();
      await wake(this.page);
    } else {
      await this.running.kill();
      this.page = await this.running.openPanel('#/river');
      await this.page.waitForSelector('main');
    }
    await this.expectCounts();
  }

  /** Counters, the badge and a recount say the same. */
  private async expectCounts(): Promise<void> {
    const counts = async () => {
      const numbers = await recount(this.page);
      const stored = await storedNumbers(this.page);
      return { badge: await badgeIn(this.page), wanted: badgeOf(numbers.total), numbers, stored };
    };
    const { badge, wanted, numbers, stored } = await until(
      counts,
      // What is still being taken back is counted while it goes on.
      (all) => all.badge === all.wanted && isDeepStrictEqual(all.stored, all.numbers),
      longestMs,
      300,
    );
    expect(badge).toBe(wanted);
    expect(stored).toEqual(numbers);
  }

  /** All that is stored; the newest copy with it where one was just made, since the clock makes them when it likes. */
  private async content(work: Work): Promise<unknown> {
    const rows: Rows = { checkLogs: [], checkLines: [] };
    for (const table of tables) rows[table] = await readAll(this.page, table);
    const [newest] = work === works.copy ? await copiesOf(this.page) : [];
    if (newest !== undefined) rows.copies = [{ ...(await readCopy(newest)) }];
    return contentOf(rows, this.startedAt);
  }

  private nextImport(): Work {
    const file = this.listOf(this.serve(this.feeds + 1, feedsAnImport));
    this.feeds += feedsAnImport;
    return importOf(file, this.feeds);
  }

  private serve(from: number, count: number, extra = 0): ServedFeed[] {
    const feeds = this.editions.feeds(from, count, extra);
    for (const feed of feeds) {
      this.server.add(feed);
      this.server.behave(feed.name, { delayMs });
    }
    return feeds;
  }

  private listOf(feeds: ServedFeed[]): string {
    mkdirSync('out', { recursive: true });
    const file = resolve(`out/kill-${this.name}-${feeds[0]?.name}.opml`);
    writeFileSync(file, renderOpml(feeds.map((feed) => ({ ...feed, url: this.server.url(feed.name) }))));
    return file;
  }
}
