/** Takes the pictures of the gallery, each in the browser it needs, at a moment that is always the same. */
import type { Page } from 'puppeteer-core';
import type { IconRow } from '../../src/storage/icon-row.ts';
import type { FeedRow } from '../../src/storage/schema.ts';
import { launchChrome, type RunningChrome } from '../e2e/harness/chrome.ts';
import { readAll } from '../e2e/harness/database.ts';
import { launchSubscribed } from '../e2e/harness/demo.ts';
import { checkNow, go } from '../e2e/harness/panel.ts';
import { loudFeeds } from '../e2e/harness/states.ts';
import { until } from '../e2e/harness/until.ts';
import { startFeedServer } from '../fakes/feed-server.ts';
import { type Scene, type Shot, scenes } from './gallery.ts';
import type { Stage } from './gallery-states.ts';

/** The moment of all pictures but the live ones: a Friday, late enough for the day to have posts. */
const MOMENT = new Date(Date.UTC(2025, 2, 14, 19, 40));
const TEN_THOUSAND = 10_000;

type Place = NonNullable<Scene['on']> | 'demo' | 'live';

interface Opened {
  stage: Stage;
  page: Page;
  close(): Promise<void>;
}

export interface Photographer {
  /** A picture (PNG) of the window, `scale` device pixels to a CSS pixel. */
  take(shot: Shot, scale: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Starts no browser before the first picture that needs it. */
export function photographer(): Photographer {
  const opened = new Map<Place, Opened>();
  const stageOf = async (place: Place): Promise<Opened> => {
    const stage = opened.get(place) ?? (await open(place));
    opened.set(place, stage);
    return stage;
  };
  return {
    async take({ scene: name, theme, width, height, language = 'en' }, scale) {
      const scene = scenes.find((each) => each.name === name);
      if (scene === undefined) throw new Error(`There is no scene "${name}".`);
      const place = scene.on ?? (scene.isLive ? 'live' : 'demo');
      const { page, stage } = await stageOf(place);
      await page.setViewport({ width, height, deviceScaleFactor: scale });
      await wear(page, { theme, language, unreadOnly: !scene.withRead, ...scene.settings });
      await go(page, '#/feeds');
      await page.reload();
      await go(page, scene.hash);
      await settle();
      await scene.prepare?.(page, stage);
      await untilDrawn(page, place);
      await settle();
      const png = await page.screenshot();
      await scene.cleanUp?.(page, stage);
      return png;
    },
    async close() {
      for (const { close } of opened.values()) await close();
    },
  };
}

async function open(place: Place): Promise<Opened> {
  // Days begin alike wherever pictures are taken; the browser inherits it.
  process.env.TZ = 'UTC';
  const at = place === 'fresh' ? await launchBare() : await launchFilled(place);
  const running = at.running as RunningChrome;
  const page = await running.openPanel('#/river');
  if (place === 'demo' || place === 'live') await untilIcons(page);
  if (place === 'demo') await stopClock(page);
  return { stage: { running, server: at.server }, page, close: at.close };
}

async function launchFilled(place: Place) {
  const loud = place === 'loud' ? loudFeeds(TEN_THOUSAND, new Date()) : undefined;
  const at = await launchSubscribed('chrome', {}, loud, place === 'demo' ? MOMENT : undefined);
  await at.page.close();
  return at;
}

async function launchBare() {
  const [running, server] = [await launchChrome(), await startFeedServer([])];
  const close = async () => {
    await running.close();
    await server.close();
  };
  return { running, server, close };
}

/** For the page it is the moment of all pictures, from its next load on. As text: what compiles this file must not touch it. */
async function stopClock(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(`{
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...parts) {
        super(...(parts.length === 0 ? [${MOMENT.getTime()}] : parts));
      }
      static now() {
        return ${MOMENT.getTime()};
      }
    };
  }`);
}

/** The icons of the feeds come some at a time, after checks. */
async function untilIcons(page: Page): Promise<void> {
  const icons = () => readAll<IconRow>(page, 'icons');
  const sites = (await readAll<FeedRow>(page, 'feeds')).length;
  for (let tries = 0; tries < 4 && (await icons()).length < sites; tries++) {
    const wanted = Math.min(sites, (await icons()).length + 10);
    await until(icons, (rows) => rows.length >= wanted, 60_000);
    if ((await icons()).length < sites) await checkNow(page);
  }
}

/** What stands for something that comes after the first paint, and what of it is there once it has come. */
const FILLED: [string, string][] = [
  ['body', '.bar, main'],
  ['main', '*'],
  ['.content:has(.posts)', 'article, .empty'],
  ['.content:has(.tag-list)', '.tag-row, .empty'],
  ['article:is([data-open], [data-full])', '.post-body, .post-empty'],
  ['.sparkline-place', '.sparkline'],
];
/** Icons come last; until then, and in a browser where no feed has one, there is a letter. */
const ICONS: [string, string][] = [['.feed-line, .feed-heading, .post-kicker', '.feed-icon']];

async function untilDrawn(page: Page, place: Place): Promise<void> {
  await untilFilled(page, FILLED);
  if (place === 'demo' || place === 'live') await untilFilled(page, ICONS).catch(() => undefined);
}

/** Waits until all that is in the window has come. */
async function untilFilled(page: Page, filled: [string, string][]): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      wanted.every(([selector, filling]) =>
        [...document.querySelectorAll(selector)].every((box) => {
          const { top, bottom } = box.getBoundingClientRect();
          return bottom <= 0 || top >= innerHeight || box.querySelector(filling) !== null;
        }),
      ),
    { timeout: 20_000 },
    filled,
  );
}

async function wear(page: Page, settings: Record<string, unknown>): Promise<void> {
  await page.evaluate(`chrome.storage.local.set({ settings: ${JSON.stringify(settings)} })`);
}

/** A picture is taken when the page has come to rest. */
async function settle(): Promise<void> {
  await new Promise((done) => setTimeout(done, 300));
}
