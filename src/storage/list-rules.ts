import { db } from './database.ts';
import type { RuleRow } from './schema-rules.ts';

/** The rules in their order, also those that are switched off. */
export async function listRules(): Promise<RuleRow[]> {
  return (await db.rules.toArray()).sort((a, b) => a.position - b.position);
}
