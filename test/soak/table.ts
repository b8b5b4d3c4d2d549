import type { SoakRow } from './soak.ts';

const columns: [string, (row: SoakRow) => string | number][] = [
  ['seconds', (row) => row.seconds],
  ['published', (row) => row.published],
  ['stored', (row) => row.stored],
  ['edited', (row) => row.edited],
  ['failures', (row) => row.failures],
  ['requests', (row) => row.requests],
  ['acts', (row) => row.acts],
  ['read', (row) => row.read],
  ['unread', (row) => row.unread],
  ['starred', (row) => row.starred],
  ['stops', (row) => row.stops],
  ['panel MB', (row) => megabytes(row.heaps?.panel)],
  ['worker MB', (row) => megabytes(row.heaps?.worker)],
];

export function headOf(): string {
  return columns.map(([name]) => name.padStart(10)).join('');
}

export function lineOf(row: SoakRow): string {
  return columns.map(([, cell]) => `${cell(row)}`.padStart(10)).join('');
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? '-' : (bytes / 1e6).toFixed(2);
}
