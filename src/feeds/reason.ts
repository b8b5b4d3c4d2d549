/** Why a feed is asked when it is, as data. Minutes and days are counts, `until` and `since` are epoch milliseconds. */
export type Reason =
  /** As often as its posts come, within the budget of requests. */
  | { kind: 'learned'; everyMinutes: number; postsAWeek: number }
  /** As set for all feeds, or for this one. */
  | { kind: 'regular'; everyMinutes: number }
  | { kind: 'own-interval'; everyMinutes: number }
  /** The publisher's wishes: RSS ttl, sy:updatePeriod, HTTP freshness, RSS skipHours and skipDays (GMT). */
  | { kind: 'ttl'; minutes: number }
  | { kind: 'update-period'; minutes: number }
  | { kind: 'cache'; until: number }
  | { kind: 'skip-hours' }
  | { kind: 'skip-days' }
  /** The server asked for a pause: named one, named none, or asked it of another feed of the same host. */
  | { kind: 'retry-after'; status: number; until: number }
  | { kind: 'limited'; status: number; times: number }
  | { kind: 'host-quiet'; until: number }
  | { kind: 'backoff'; failures: number }
  /** Not found (404), again and again; at last listed as dead. */
  | { kind: 'missing'; failures: number }
  | { kind: 'dead'; since: number }
  | { kind: 'gone' }
  | { kind: 'needs-permission' }
  /** The person's word: until they say so, or until then. */
  | { kind: 'paused' }
  | { kind: 'snoozed'; until: number }
  | { kind: 'offline' }
  | { kind: 'metered' }
  /** Never more often, never more seldom. */
  | { kind: 'floor'; minutes: number }
  | { kind: 'cap'; days: number };

/** The sentence of a reason: its locale key (`next_<kind>`) and what fills its places. */
export function sentenceOf(reason: Reason): { key: string; values: Record<string, number> } {
  const { kind, ...values } = reason;
  return { key: `next_${kind.replaceAll('-', '_')}`, values };
}
