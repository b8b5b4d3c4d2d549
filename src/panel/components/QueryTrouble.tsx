import type { WrongQuery } from '../../feeds/query-lexemes.ts';
import { queryTrouble } from '../query-trouble.ts';

/** A wrong query with the place marked, and what is wrong there. */
export function QueryTrouble({ id, text, wrong }: { id: string; text: string; wrong: WrongQuery }) {
  const { start, end } = wrong;
  return (
    <div class="query-trouble" id={id} role="alert">
      <p class="query-place" dir="auto">
        {text.slice(0, start)}
        <mark>{text.slice(start, end) || ' '}</mark>
        {text.slice(end)}
      </p>
      <p>{queryTrouble(wrong)}</p>
    </div>
  );
}
