import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import type { Cost } from './read-alone.ts';

export type { Cost };

/** Gives a way to read bytes in a process of their own and learn what it cost. Bundled first: TypeScript costs, too. */
export async function readingApart(): Promise<{ read(bytes: Uint8Array): Cost; forget(): void }> {
  const out = join(import.meta.dirname, '../../out');
  mkdirSync(out, { recursive: true });
  const folder = mkdtempSync(join(out, 'read-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: join(import.meta.dirname, 'read-alone.ts'), outDir: folder, target: 'node20' },
  });
  const file = join(folder, 'bytes');
  const read = (bytes: Uint8Array): Cost => {
    writeFileSync(file, bytes);
    return JSON.parse(
      execFileSync(process.execPath, [join(folder, 'read-alone.js'), file], { encoding: 'utf8' }),
    );
  };
  return { read, forget: () => rmSync(folder, { recursive: true }) };
}
