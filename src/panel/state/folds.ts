import { computed, signal } from '@preact/signals';

const storedAs = 'folded-folders';

const chosen = signal<ReadonlySet<number> | undefined>(undefined);

/** The folders that are folded up; a matter of this window's looks, kept beside it, and read when they are first shown. */
export const folded = computed<ReadonlySet<number>>(() => chosen.value ?? new Set(read()));

/** Folds a folder up or unfolds it. */
export function toggleFold(folderId: number): void {
  const next = new Set(folded.value);
  if (!next.delete(folderId)) next.add(folderId);
  chosen.value = next;
  localStorage.setItem(storedAs, JSON.stringify([...next]));
}

function read(): number[] {
  const stored: unknown = JSON.parse(globalThis.localStorage?.getItem(storedAs) ?? '[]');
  return Array.isArray(stored) ? stored.filter((id) => typeof id === 'number') : [];
}
