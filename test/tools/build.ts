/** `npm run build`: both browsers. With --all also the loopback builds that `npm start` and the tests load. */
import { spawnSync } from 'node:child_process';

const VITE = 'node_modules/vite/bin/vite.js';
const variants = process.argv.includes('--all') ? ['', 'loopback'] : [''];

for (const VARIANT of variants) {
  for (const BROWSER of ['chrome', 'firefox']) {
    const { status } = spawnSync(process.execPath, [VITE, 'build', '--logLevel', 'warn'], {
      stdio: 'inherit',
      env: { ...process.env, BROWSER, VARIANT },
    });
    if (status !== 0) process.exit(1);
    console.log(`Built dist/${BROWSER}${VARIANT && `-${VARIANT}`}.`);
  }
}
