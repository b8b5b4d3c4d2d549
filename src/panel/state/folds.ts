import { signal } from '@preact/signals';

const storedAs = 'folded-folders';

/** The folders that are folded up; a matter of this window's looks, kept beside it. */
export const folded = signal<ReadonlySet<number>>(new Set(read()));

/** Folds a folder up or unfolds it. */
export function toggleFold(folderId: number): void {
  const next = new Set(folded.value);
  if (!next.delete(folderId)) next.add(folderId);
  folded.value = next;
  localStorage.setItem(storedAs, JSON.stringify([...next]));
}

function read(): number[] {
  const stored: unknown = JSON.parse(globalThis.localStorage?.getItem(storedAs) ?? '[]');
  return Array.isArray(stored) ? stored.filter((id) => typeof id === 'number') : [];
}
