/**
 * `npm run shots`: pictures of the panel with the demo's feeds. Every view and state goes into docs/shots/all, light and
 * dark, in four widths and two languages; the best go into docs/shots. With --best only those are taken, with --record
 * only those that the tests compare; names of scenes leave only those scenes.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { launchChrome } from '../e2e/harness/chrome.ts';
import { comparedShots, fileOf, RECORDED } from './compared-shots.ts';
import { allShots, bestShots, type Shot } from './gallery.ts';
import { looksOf } from './looks.ts';
import { photographer } from './photographer.ts';
import { shrinkPng } from './shrink-png.ts';

const BEST = 'docs/shots';
const ALL = 'docs/shots/all';

const vite = ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'];
const env = { ...process.env, BROWSER: 'chrome', VARIANT: 'loopback' };
if (spawnSync(process.execPath, vite, { stdio: 'inherit', env }).status !== 0) process.exit(1);

const has = (option: string) => process.argv.includes(`--${option}`);
const wanted = process.argv.slice(2).filter((each) => !each.startsWith('--'));

if (has('record')) await takeAll(comparedShots, RECORDED, 1);
else await takeAll(bestShots, BEST, 2);
if (!has('record') && !has('best')) {
  if (wanted.length === 0) rmSync(ALL, { recursive: true, force: true });
  await takeAll(allShots(), ALL, 1);
}

async function takeAll(shots: Shot[], folder: string, scale: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  // Opened posts are read and counted: each series begins in browsers of its own, as the tests begin theirs.
  const { take, close } = photographer();
  for (const shot of shots) {
    if (wanted.length > 0 && !wanted.includes(shot.scene)) continue;
    const file = `${folder}/${fileOf(shot)}`;
    writeFileSync(file, shrinkPng(await take(shot, scale)));
    console.log(file);
  }
  await close();
  if (folder !== BEST) writeFileSync(`${folder}/looks.json`, `${JSON.stringify(await looks(), null, 2)}\n`);
}

async function looks() {
  const chrome = await launchChrome();
  const found = looksOf(await chrome.browser.version());
  await chrome.close();
  return found;
}
