/**
 * `npm run shots`: pictures of the panel with the demo's feeds. The best go into docs/shots; with --all every view
 * goes into docs/shots/all, light and dark, in four widths and two languages. Names of scenes leave only those.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { launchSubscribed } from '../e2e/harness/demo.ts';
import { go } from '../e2e/harness/panel.ts';
import { type BestShot, bestShots, scenes } from './gallery.ts';
import { shrinkPng } from './shrink-png.ts';

const WIDTHS = [252, 320, 400, 1200];
const LANGUAGES = ['en', 'ar'];
const FOLDER = 'docs/shots';

const vite = ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'];
const env = { ...process.env, BROWSER: 'chrome', VARIANT: 'loopback' };
if (spawnSync(process.execPath, vite, { stdio: 'inherit', env }).status !== 0) process.exit(1);

const at = await launchSubscribed('chrome');
await at.page.close();
const page = await at.running.openPanel('#/river');
const wanted = process.argv.slice(2).filter((each) => each !== '--all');
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
for (const shot of bestShots) if (isWanted(shot.scene)) await take(page, shot, FOLDER);
if (process.argv.includes('--all')) {
  if (wanted.length === 0) rmSync(`${FOLDER}/all`, { recursive: true, force: true });
  for (const language of LANGUAGES)
    for (const width of WIDTHS)
      for (const { name } of scenes.filter((scene) => isWanted(scene.name)))
        for (const theme of ['light', 'dark'] as const)
          await take(page, { scene: name, theme, width, height: 780, language }, `${FOLDER}/all`);
}
await at.close();

async function take(page: Page, shot: BestShot, folder: string): Promise<void> {
  const { scene: name, theme, width, height, language = 'en' } = shot;
  const scene = scenes.find((each) => each.name === name);
  if (scene === undefined) throw new Error(`There is no scene "${name}".`);
  await page.setViewport({ width, height, deviceScaleFactor: 2 });
  await wear(page, { theme, language, unreadOnly: !scene.withRead });
  await go(page, '#/feeds');
  await page.reload();
  await go(page, scene.hash);
  await settle();
  await scene.prepare?.(page);
  await settle();
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/${name}-${theme}-${width}${language === 'en' ? '' : `-${language}`}.png`;
  writeFileSync(file, shrinkPng(await page.screenshot()));
  console.log(file);
}

async function wear(page: Page, settings: Record<string, unknown>): Promise<void> {
  await page.evaluate(`chrome.storage.local.set({ settings: ${JSON.stringify(settings)} })`);
}

/** A picture is taken when the page has come to rest. */
function settle(): Promise<void> {
  return new Promise((done) => setTimeout(done, 300));
}
