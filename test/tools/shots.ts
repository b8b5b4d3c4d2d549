/** `npm run shots`: the pictures of the README, taken from the demo in both browsers. */
import { spawnSync } from 'node:child_process';

for (const browser of ['chrome', 'firefox']) {
  const words = ['test/tools/start.mjs', '--headless', '--browser', browser];
  const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
