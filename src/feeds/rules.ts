/** Rules: what is done with a post when it arrives, or when a rule is applied to what is stored. */
import { parseQuery, type Query } from './query.ts';
import { type Clock, matches, type PostFacts } from './query-match.ts';
import { mayMatch } from './query-sieve.ts';
import { tagKey } from './tag-key.ts';

/** What a rule does with the posts its query finds. */
export interface RuleActions {
  read?: true;
  /** Not unread, and in no river, topic page or count; its feed's own list still has it. */
  hide?: true;
  star?: true;
  /** Labels as typed. */
  tags?: string[];
  notify?: true;
  /** Unread all the same, but not in the badge. */
  offBadge?: true;
  /** No rule below it is asked about these posts. */
  stop?: true;
}

/** A rule as a person wrote it. */
export interface Rule {
  query: string;
  does: RuleActions;
  off?: true;
}

/** A rule whose query was read. */
export interface ReadRule {
  query: Query;
  does: RuleActions;
}

/** Reads the queries of rules, once for all posts to come. Rules that are switched off, or cannot be read, say nothing. */
export function readRules(rules: readonly Rule[]): ReadRule[] {
  return rules.flatMap(({ query: text, does, off }) => {
    const parsed = parseQuery(text);
    return off || parsed.kind === 'wrong' ? [] : [{ query: parsed.query, does }];
  });
}

/**
 * What the rules, from the first to the last, want done with a post. A later rule sees what earlier ones did: their
 * tags, and that the post is read, hidden or starred by now.
 */
export function decide(rules: readonly ReadRule[], facts: PostFacts, clock: Clock): RuleActions {
  const wanted: RuleActions = {};
  const tags = [...facts.tags];
  const marks = new Set(facts.marks);
  // The texts stay getters: they are read only when a rule asks for them.
  const seen: PostFacts = Object.create(facts, { tags: { value: tags }, marks: { value: marks } });
  for (const { query, does } of rules) {
    if (!mayMatch(query, seen) || !matches(query, seen, clock)) continue;
    const { tags: labels, stop, ...flags } = does;
    Object.assign(wanted, flags);
    if (labels !== undefined) {
      wanted.tags = [...(wanted.tags ?? []), ...labels];
      tags.push(...labels.map(tagKey));
    }
    if (does.read || does.hide) marks.delete('unread');
    if (does.star) marks.add('starred');
    if (stop) break;
  }
  return wanted;
}

/** Does it do anything at all? */
export function isIdle(does: RuleActions): boolean {
  return Object.values(does).every(
    (value) => value === undefined || (Array.isArray(value) && value.length === 0),
  );
}

/** The query that finds a word, or an author, wherever it stands; undefined when there is nothing to find. */
export function muteQuery(kind: 'word' | 'author', text: string): string | undefined {
  const plain = text
    .replace(/["“”„«»]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const query = kind === 'author' ? `author:"${plain}"` : `"${plain}"`;
  return parseQuery(query).kind === 'query' && plain !== '' ? query : undefined;
}
