import { word } from '../words.ts';

/** What a query can say, by example; the name of each line is the end of its sentence's key. */
const lines = [
  ['words', 'rust compiler'],
  ['phrase', '"borrow checker"'],
  ['prefix', 'async*'],
  ['not', '-crypto'],
  ['or', 'rust OR (go -game)'],
  ['fields', 'title:rust author:zoe'],
  ['places', 'feed:lwn folder:work tag:python'],
  ['marks', 'is:unread is:starred is:edited'],
  ['parts', 'has:code has:audio has:image'],
  ['age', '7d 12h before:1m'],
  ['dates', 'after:2026-01-31 before:2026-03'],
] as const;

/** The query language in eleven lines. */
export function QueryHelp() {
  return (
    <section class="query-help">
      <h2>{word('queryHelp')}</h2>
      <dl>
        {lines.map(([name, example]) => (
          <div key={name}>
            <dt dir="ltr">
              <code>{example}</code>
            </dt>
            <dd>{word(`queryHelp_${name}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
