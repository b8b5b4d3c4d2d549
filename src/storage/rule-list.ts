import type { Rule } from '../feeds/rules.ts';
import { db } from './database.ts';
import { listRules } from './list-rules.ts';
import { actionTables, recordAction } from './record.ts';
import type { ActionKind, Inverse } from './schema-actions.ts';
import type { RuleRow } from './schema-rules.ts';
import { takeIds } from './sequence.ts';

/** Adds a rule below the others; answers its id. */
export function addRule(rule: Rule, now: number): Promise<number> {
  return db.transaction('rw', actionTables, async () => {
    const row = await putRule(rule);
    await record('add-rule', row.query, { do: 'rules', put: [], remove: [row.id] }, now);
    return row.id;
  });
}

/** Adds a rule inside the caller's transaction. */
export async function putRule(rule: Rule): Promise<RuleRow> {
  const id = await takeIds('rules');
  const last = (await listRules()).at(-1);
  const row: RuleRow = { ...rule, id, position: (last?.position ?? 0) + 1 };
  await db.rules.put(row);
  return row;
}

/** Writes a rule anew, in its place. */
export function changeRule(id: number, rule: Rule, now: number): Promise<void> {
  return db.transaction('rw', actionTables, async () => {
    const before = await db.rules.get(id);
    if (before === undefined) return;
    await db.rules.put({ ...rule, id, position: before.position });
    await record('change-rule', rule.query, { do: 'rules', put: [before], remove: [] }, now);
  });
}

/** Moves a rule to a place in the order, counted from 0. */
export function moveRule(id: number, to: number, now: number): Promise<void> {
  return db.transaction('rw', actionTables, async () => {
    const before = await listRules();
    const moved = before.find((rule) => rule.id === id);
    if (moved === undefined) return;
    const others = before.filter((rule) => rule.id !== id);
    const place = Math.max(0, Math.min(to, others.length));
    if (before[place]?.id === id) return;
    const after = [...others.slice(0, place), moved, ...others.slice(place)];
    await db.rules.bulkPut(after.map((rule, index) => ({ ...rule, position: index + 1 })));
    await record('move-rule', moved.query, { do: 'rules', put: before, remove: [] }, now);
  });
}

/** Takes a rule away; what it did to posts stays. */
export function removeRule(id: number, now: number): Promise<void> {
  return db.transaction('rw', actionTables, async () => {
    const before = await db.rules.get(id);
    if (before === undefined) return;
    await db.rules.delete(id);
    await record('remove-rule', before.query, { do: 'rules', put: [before], remove: [] }, now);
  });
}

/** Sets rules back to what they were; answers the inverse of that. Inside the caller's transaction. */
export async function turnRules(inverse: Inverse & { do: 'rules' }): Promise<Inverse> {
  const ids = [...new Set([...inverse.put.map((rule) => rule.id), ...inverse.remove])];
  const before = await db.rules.bulkGet(ids);
  await db.rules.bulkDelete(inverse.remove);
  await db.rules.bulkPut(inverse.put);
  return {
    do: 'rules',
    put: before.filter((rule) => rule !== undefined),
    remove: ids.filter((_, index) => before[index] === undefined),
  };
}

function record(kind: ActionKind, name: string, inverse: Inverse, now: number): Promise<number> {
  return recordAction({ kind, count: 1, name, inverses: [inverse] }, now);
}
