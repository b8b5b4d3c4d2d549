import type { Query } from './query.ts';
import type { PostFacts } from './query-match.ts';
import { fold } from './words.ts';

const ASCII = /^[\0-\x7f]*$/;

/** The texts of some facts, folded, once they were asked for. */
const foldedTexts = new WeakMap<PostFacts, string>();

/**
 * Whether a post could answer a query at all: each word it asks for must occur in the letters of its texts. Finding
 * letters is many times as fast as reading words, and most posts answer no rule. Never says no where `matches` says
 * yes: words beyond ASCII pass, since letters of other scripts join with their neighbours.
 */
export function mayMatch(query: Query, facts: PostFacts): boolean {
  switch (query.kind) {
    case 'all':
      return query.of.every((part) => mayMatch(part, facts));
    case 'any':
      return query.of.some((part) => mayMatch(part, facts));
    case 'words': {
      const text = query.field === undefined ? lettersOf(facts) : fold(facts[query.field]);
      return query.terms.every((term) => !ASCII.test(term.text) || text.includes(term.text));
    }
    default:
      return true;
  }
}

function lettersOf(facts: PostFacts): string {
  const known = foldedTexts.get(facts);
  if (known !== undefined) return known;
  const text = fold(`${facts.title}\n${facts.author}\n${facts.text}`);
  foldedTexts.set(facts, text);
  return text;
}
