import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(process.env.SIDEREAL_SHARED ?? join(import.meta.dirname, '../../../shared'));

/** Path into the folder of suites and real feeds, which stands beside the project or where SIDEREAL_SHARED says. */
export function sharedPath(...parts: string[]): string {
  return join(folder, ...parts);
}

/** True when that part is there; says in one line what is skipped when it is not. */
export function hasShared(...parts: string[]): boolean {
  if (existsSync(sharedPath(...parts))) return true;
  process.stdout.write(`skipped: no ${sharedPath(...parts)}\n`);
  return false;
}

export function sharedBytes(...parts: string[]): Uint8Array {
  return new Uint8Array(readFileSync(sharedPath(...parts)));
}

export function sharedJson<T>(...parts: string[]): T {
  return JSON.parse(readFileSync(sharedPath(...parts), 'utf8')) as T;
}

/** A table with a header line, as one record a line. */
export function sharedTable(...parts: string[]): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(sharedPath(...parts), 'utf8')
    .trimEnd()
    .split('\n');
  const names = header.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [names[i] ?? '', cell])));
}
