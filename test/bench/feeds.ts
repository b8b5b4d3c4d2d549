/** `npm run bench:feeds`: bundles the bench as the extension is bundled, and runs it where it may ask for a collection. */
import { spawnSync } from 'node:child_process';
import { build } from 'vite';
import { sharedPath } from '../feeds/shared.ts';

const outDir = 'out/tmp/bench-feeds';

await build({
  configFile: false,
  logLevel: 'error',
  ssr: { noExternal: true },
  build: { ssr: 'test/bench/read-feeds.ts', outDir, emptyOutDir: true, target: 'node20' },
});

const { status } = spawnSync(process.execPath, ['--expose-gc', `${outDir}/read-feeds.js`], {
  stdio: 'inherit',
  env: { ...process.env, SIDEREAL_SHARED: sharedPath() },
});
process.exit(status ?? 1);
