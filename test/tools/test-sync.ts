/** `npm run test:sync`: two devices and a real server, where its programs can be had. */
import { spawnSync } from 'node:child_process';
import { prepareServers } from '../servers/programs.ts';
import { ensurePostgres } from './setup.mjs';

ensurePostgres();
prepareServers();
const words = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'sync', ...process.argv.slice(2)];
const env = { ...process.env, SIDEREAL_WHOLE: '1' };
process.exit(spawnSync(process.execPath, words, { stdio: 'inherit', env }).status ?? 1);
