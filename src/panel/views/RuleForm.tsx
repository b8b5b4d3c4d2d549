import { useEffect, useRef, useState } from 'preact/hooks';
import { parseQuery } from '../../feeds/query.ts';
import { isIdle, type RuleActions } from '../../feeds/rules.ts';
import type { RuleRow } from '../../storage/schema-rules.ts';
import { requestNotifications } from '../permissions.ts';
import { readTags } from '../read-tags.ts';
import { saveRule } from '../rule-actions.ts';
import { word } from '../words.ts';
import { DryRun } from './DryRun.tsx';
import { QueryField } from './QueryField.tsx';
import { FLAGS } from './rule-words.ts';

/** Writes a rule. While one types, the stored posts that it would touch are listed; nothing happens before it is saved. */
export function RuleForm({ rule, onEnd }: { rule?: RuleRow; onEnd(savedId?: number): void }) {
  const [query, setQuery] = useState(rule?.query ?? '');
  /** A second click of a double-click saves nothing again. */
  const isSaving = useRef(false);
  const [flags, setFlags] = useState<RuleActions>(() => withoutTags(rule?.does));
  const [tags, setTags] = useState(rule?.does.tags?.join(', ') ?? '');
  const [isRefused, setIsRefused] = useState(false);
  const [isDenied, setIsDenied] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);

  const parsed = parseQuery(query);
  const isEmpty = query.trim() === '';
  const labels = readTags(tags);
  const does: RuleActions = labels.length === 0 ? flags : { ...flags, tags: labels };
  const doesNothing = isIdle(does);
  const content = JSON.stringify([query, flags, tags]);
  const [begun] = useState(content);

  const set = async (flag: (typeof FLAGS)[number], isOn: boolean) => {
    // Asked in the click: later the browser would not ask.
    const isAllowed = flag !== 'notify' || !isOn || (await requestNotifications());
    if (flag === 'notify') setIsDenied(!isAllowed);
    setFlags(({ [flag]: _flag, ...others }) => (isOn && isAllowed ? { ...others, [flag]: true } : others));
  };
  const save = async (event: Event) => {
    event.preventDefault();
    setIsRefused(true);
    if (isEmpty || doesNothing || parsed.kind === 'wrong' || isSaving.current) return;
    isSaving.current = true;
    const written = { query: query.trim(), does, ...(rule?.off && { off: true as const }) };
    const savedId = await saveRule(written, rule?.id).finally(() => {
      isSaving.current = false;
    });
    onEnd(savedId);
  };
  /** Escape leaves a form in which nothing was written; in any other it takes neither the words nor the focus. */
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    if (content === begun) onEnd();
  };
  return (
    <form class="rule-form" ref={form} onSubmit={(event) => void save(event)} onKeyDown={leave}>
      <QueryField
        value={query}
        wrong={parsed.kind === 'wrong' ? parsed : undefined}
        refusal={isRefused && isEmpty ? word('ruleNeedsQuery') : undefined}
        onInput={setQuery}
      />
      <fieldset class="choices">
        <legend>{word('ruleDoes')}</legend>
        {FLAGS.map((flag) => (
          <label key={flag} class="choice">
            <input
              type="checkbox"
              data-action={`does-${flag}`}
              checked={flags[flag] === true}
              onClick={(event) => void set(flag, event.currentTarget.checked)}
            />
            <span>{word(`does_${flag}`)}</span>
          </label>
        ))}
        {isDenied && (
          <p class="danger-text" role="alert">
            {word('notifyDenied')}
          </p>
        )}
      </fieldset>
      <div class="field">
        <label for="rule-tags">{word('doesTags')}</label>
        <input
          id="rule-tags"
          name="tags"
          dir="auto"
          autocomplete="off"
          value={tags}
          onInput={(event) => setTags(event.currentTarget.value)}
        />
        <small>{word('doesTagsHint')}</small>
      </div>
      {isRefused && doesNothing && (
        <p class="danger-text" role="alert" data-refused>
          {word('ruleNeedsAction')}
        </p>
      )}
      {parsed.kind === 'query' && !isEmpty && <DryRun query={query} />}
      <div class="rule-foot">
        <button type="submit" class="button primary" data-action="save-rule">
          {word('saveRule')}
        </button>
        <button type="button" class="button" data-action="cancel-rule" onClick={() => onEnd()}>
          {word('cancel')}
        </button>
      </div>
    </form>
  );
}

function withoutTags(does: RuleActions = {}): RuleActions {
  const { tags: _tags, ...flags } = does;
  return flags;
}
