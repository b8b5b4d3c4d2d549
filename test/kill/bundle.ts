import { build, type Rollup } from 'vite';
import config from '../../vite.config.ts';

/** What the code of a life offers to a test. */
export type Code = typeof import('./worker.ts');

/** What the code of a life finds by these names instead of what Node has. */
export type Outside = Record<(typeof outsideNames)[number], unknown>;

const outsideNames = [
  'indexedDB',
  'fetch',
  'Response',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'navigator',
  'crypto',
  'performance',
  'Date',
  'Math',
  'reportError',
  'BroadcastChannel',
] as const;

/** The code of a life as one function: each call evaluates all modules anew, with nothing left over from the life before. */
export async function bundleWorker(): Promise<(outside: Outside) => Code> {
  const { resolve } = config({ command: 'build', mode: 'test' }) as { resolve: object };
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve,
    define: { BUILT_FOR_FIREFOX: 'true' },
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry: 'test/kill/worker.ts', formats: ['iife'], name: 'code' },
    },
  });
  const [{ output }] = built as [Rollup.RollupOutput];
  const evaluate = new Function(...outsideNames, `${output[0].code}\nreturn code;`);
  return (outside) => evaluate(...outsideNames.map((name) => outside[name])) as Code;
}
