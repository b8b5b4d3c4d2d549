import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/** A program under way, ended by its own id and nothing else. */
export interface Running {
  /** What it has said so far. */
  said(): string;
  /** Ends it, softly first; resolves once it is gone. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

const softMs = 10_000;
const running = new Set<ChildProcess>();
// A test that throws at its top ends without its afterAll.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a program and waits until `isUp` says so. Rejects, with what it said, when it ends before or `longestMs` go by. */
export async function startProcess(
  program: string,
  words: string[],
  options: SpawnOptions,
  isUp: () => Promise<boolean>,
  longestMs: number,
): Promise<Running> {
  const child = spawn(program, words, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part: Buffer) => {
      text = (text + part).slice(-20_000);
    });
  const gone = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      text += String(error);
      running.delete(child);
      resolve();
    });
    child.once('exit', () => {
      running.delete(child);
      resolve();
    });
  });
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), softMs);
    await gone;
    clearTimeout(timer);
  };
  const until = Date.now() + longestMs;
  while (!(await isUp())) {
    if (running.has(child) && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    await end('SIGKILL');
    throw new Error(`${program} did not come up: ${text.trim() || 'it said nothing'}`);
  }
  return { said: () => text, end };
}
