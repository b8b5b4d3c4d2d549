/**
 * `npm run bench:feeds`: what reading feeds costs, as ratios of one run; written to out/bench-feeds.json. Time is
 * measured in read-feeds.ts, bundled as the extension is; memory in a process that reads one feed of 10 MB.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { build } from 'vite';
import { readingApart } from '../feeds/measure-reading.ts';
import { sharedPath } from '../feeds/shared.ts';
import { SHORT_BODY, samePosts } from './same-posts.ts';

const outDir = 'out/tmp/bench-feeds';
const ran = await timeRatios();
const results = { ...ran, ...(await memoryRatio()) };
for (const [what, { ratio, goal }] of Object.entries(results))
  console.log(
    `${ratio.toFixed(2).padStart(6)}  ${what}${goal === undefined ? '' : ` (goal: at most ${goal})`}`,
  );
writeFileSync('out/bench-feeds.json', `${JSON.stringify(results, null, 2)}\n`);

type Ratios = Record<string, { ratio: number; goal?: number }>;

async function timeRatios(): Promise<Ratios> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: 'test/bench/read-feeds.ts', outDir, emptyOutDir: true, target: 'node20' },
  });
  const { stdout } = spawnSync(process.execPath, ['--expose-gc', `${outDir}/read-feeds.js`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, SIDEREAL_SHARED: sharedPath() },
    encoding: 'utf8',
  });
  // what is skipped is said in lines before
  return JSON.parse(stdout.split('\n').pop() as string) as Ratios;
}

/** The most the process ever held, as the system saw it, beyond what it held with the bytes before it read them. */
async function memoryRatio(): Promise<Ratios> {
  const { read, forget } = await readingApart();
  const bytes = samePosts(2_600, SHORT_BODY.repeat(10));
  const { grownBytes } = read(bytes);
  forget();
  const what = `memory peak: bytes for each byte of a feed of ${(bytes.length / 1e6).toFixed(1)} MB`;
  return { [what]: { ratio: grownBytes / bytes.length, goal: 12 } };
}
