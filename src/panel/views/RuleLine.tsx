import { parseQuery } from '../../feeds/query.ts';
import type { RuleActions } from '../../feeds/rules.ts';
import type { RuleRow } from '../../storage/schema-rules.ts';
import { IconButton } from '../components/IconButton.tsx';
import { UpIcon } from '../components/icons.tsx';
import { focusNext } from '../focus-next.ts';
import { queryTrouble } from '../query-trouble.ts';
import { applyToStored, deleteRule, placeRule, switchRule } from '../rule-actions.ts';
import { work } from '../state/work.ts';
import { listed, word } from '../words.ts';
import { FLAGS } from './rule-words.ts';

interface Props {
  rule: RuleRow;
  /** Its place, counted from 0, and how many there are. */
  index: number;
  count: number;
  onEdit(): void;
}

/** One rule: what it looks for, what it does, and what can be done with it. */
export function RuleLine({ rule, index, count, onEdit }: Props) {
  const parsed = parseQuery(rule.query);
  const remove = () => {
    const button = '[data-action="delete-rule"]';
    const [place, last] = [`.rule:nth-child(${index + 1}) ${button}`, `.rule:last-child ${button}`];
    focusNext(place, last, '[data-action="add-rule"]');
    void deleteRule(rule.id);
  };
  return (
    <>
      <div class="rule-head">
        <code class="rule-query" dir="auto">
          {rule.query}
        </code>
        <label class="rule-switch">
          <input
            type="checkbox"
            data-action="switch-rule"
            checked={!rule.off}
            onChange={(event) => void switchRule(rule, event.currentTarget.checked)}
          />
          {word('ruleOn')}
        </label>
      </div>
      <p class="rule-does">{doesWords(rule.does)}</p>
      {parsed.kind === 'wrong' && (
        <p class="danger-text" role="alert">
          {queryTrouble(parsed)}
        </p>
      )}
      <div class="rule-tools">
        <IconButton
          action="rule-up"
          label={word('moveUp')}
          onClick={() => void (index > 0 && placeRule(rule.id, index - 1))}
        >
          <UpIcon />
        </IconButton>
        <IconButton
          action="rule-down"
          class="down"
          label={word('moveDown')}
          onClick={() => void (index < count - 1 && placeRule(rule.id, index + 1))}
        >
          <UpIcon />
        </IconButton>
        <button type="button" class="quiet-button" data-action="edit-rule" onClick={onEdit}>
          {word('editRule')}
        </button>
        {parsed.kind === 'query' && (
          <button
            type="button"
            class="quiet-button"
            data-action="apply-rule"
            // One that is disabled would lose the focus; while one is applied, nothing is (rule-actions.ts).
            aria-disabled={work.value !== undefined}
            onClick={() => void applyToStored(rule)}
          >
            {word('applyRule')}
          </button>
        )}
        <button type="button" class="quiet-button danger-text" data-action="delete-rule" onClick={remove}>
          {word('deleteRule')}
        </button>
      </div>
    </>
  );
}

/** What a rule does, in the words of its form. */
function doesWords(does: RuleActions): string {
  const tags = does.tags ?? [];
  const named = tags.length === 0 ? [] : [word('doesTag', { tags: listed(tags) })];
  return [...FLAGS.filter((flag) => does[flag]).map((flag) => word(`does_${flag}`)), ...named].join(' · ');
}
