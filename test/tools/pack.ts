/** `npm run pack`: builds both browsers and puts the two zips for the stores into out/. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

run('--import', 'tsx', 'test/tools/build.ts');
for (const browser of ['chrome', 'firefox']) {
  const file = `sidereal-${browser}-${version}.zip`;
  const places = ['--source-dir', `dist/${browser}`, '--artifacts-dir', 'out', '--filename', file];
  run('node_modules/web-ext/bin/web-ext.js', 'build', ...places, '--overwrite-dest');
}

function run(...words: string[]): void {
  const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
