/** `npm test`: the set-up, then every part of the tests. */
import { spawnSync } from 'node:child_process';
import { ensureBrowser, ensureFonts, ensurePackages, ensurePostgres } from './setup.mjs';

ensurePackages();
ensureBrowser('chrome');
ensureBrowser('firefox');
ensureFonts();
ensurePostgres();
const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'test/tools/run-tests.ts'], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
