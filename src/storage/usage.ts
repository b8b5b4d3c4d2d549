import type { Table } from 'dexie';
import { db } from './database.ts';

/** About so many bytes, by the length of rows as text: exact sizes no browser tells. */
export interface Part {
  rows: number;
  bytes: number;
}

export interface Usage {
  posts: Part;
  /** Bodies and their older texts. */
  bodies: Part;
  /** All other tables: marks, tags, counters, histories, and whatever searching needs. */
  index: Part;
}

/** Of each table so many rows are weighed, spread over it. */
const sampled = 200;

/** What the database holds, weighed by samples: quick at any size. */
export async function weigh(): Promise<Usage> {
  const bodies = [db.bodies.name, db.revisions.name];
  const others = db.tables
    .map((table) => table.name)
    .filter((name) => ![db.posts.name, ...bodies].includes(name));
  return {
    posts: await weighTable(db.posts.name),
    bodies: sum(await Promise.all(bodies.map(weighTable))),
    index: sum(await Promise.all(others.map(weighTable))),
  };
}

async function weighTable(name: string): Promise<Part> {
  const table = db.table<object>(name);
  const rows = await table.count();
  if (rows === 0) return { rows, bytes: 0 };
  const found = rows <= sampled ? await table.toArray() : await sampleOf(table);
  const bytes = found.reduce((total, row) => total + JSON.stringify(row).length, 0) / found.length;
  return { rows, bytes: Math.round(bytes * rows) };
}

/** Rows spread over a table by its key, where that is a number; else from its two ends. */
async function sampleOf(table: Table<object>): Promise<object[]> {
  const [first] = await table.orderBy(':id').limit(1).primaryKeys();
  const [last] = await table.orderBy(':id').reverse().limit(1).primaryKeys();
  if (typeof first !== 'number' || typeof last !== 'number') {
    const half = sampled / 2;
    const ends = [table.orderBy(':id').limit(half), table.orderBy(':id').reverse().limit(half)];
    return (await Promise.all(ends.map((each) => each.toArray()))).flat();
  }
  const step = (last - first) / (sampled - 1);
  const wanted = Array.from({ length: sampled }, (_, i) => Math.floor(first + i * step));
  const found = await Promise.all(wanted.map((key) => table.where(':id').aboveOrEqual(key).first()));
  return found.filter((row) => row !== undefined);
}

function sum(parts: Part[]): Part {
  return parts.reduce((all, part) => ({ rows: all.rows + part.rows, bytes: all.bytes + part.bytes }), {
    rows: 0,
    bytes: 0,
  });
}
