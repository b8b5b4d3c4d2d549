/**
 * `npm run build`: both browsers. With --all also the builds that `npm start`, the tests and the benches load; with
 * --loopback those of the tests alone, with --bench that of the benches.
 */
import { spawnSync } from 'node:child_process';

const VITE = 'node_modules/vite/bin/vite.js';
const asked = process.argv[2];
const variants =
  asked === '--all'
    ? ['', 'loopback', 'bench']
    : asked === '--bench' || asked === '--loopback'
      ? [asked.slice(2)]
      : [''];

for (const VARIANT of variants) {
  for (const BROWSER of VARIANT === 'bench' ? ['chrome'] : ['chrome', 'firefox']) {
    const { status } = spawnSync(process.execPath, [VITE, 'build', '--logLevel', 'warn'], {
      stdio: 'inherit',
      env: { ...process.env, BROWSER, VARIANT },
    });
    if (status !== 0) process.exit(1);
    console.log(`Built dist/${BROWSER}${VARIANT && `-${VARIANT}`}.`);
  }
}
