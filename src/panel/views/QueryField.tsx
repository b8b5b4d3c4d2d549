import type { WrongQuery } from '../../feeds/query-lexemes.ts';
import { queryTrouble } from '../query-trouble.ts';
import { word } from '../words.ts';

interface Props {
  value: string;
  /** What is wrong with it, and where. */
  wrong: WrongQuery | undefined;
  /** Another reason why it cannot be taken. */
  refusal: string | undefined;
  onInput(value: string): void;
}

/** The field of a rule's query; a wrong one is shown again with the place that is wrong, and why. */
export function QueryField({ value, wrong, refusal, onInput }: Props) {
  const isWrong = wrong !== undefined || refusal !== undefined;
  return (
    <div class="field">
      <label for="rule-query">{word('ruleQuery')}</label>
      <input
        id="rule-query"
        name="query"
        class="rule-query"
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        value={value}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? 'rule-query-wrong' : 'rule-query-hint'}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {isWrong ? (
        <div id="rule-query-wrong" class="danger-text" role="alert" data-wrong>
          {wrong !== undefined && (
            <code class="wrong-place" dir="auto">
              {value.slice(0, wrong.start)}
              <mark>{value.slice(wrong.start, wrong.end) || '␣'}</mark>
              {value.slice(wrong.end)}
            </code>
          )}
          {refusal ?? (wrong && queryTrouble(wrong))}
        </div>
      ) : (
        <small id="rule-query-hint">{word('ruleQueryHint')}</small>
      )}
    </div>
  );
}
