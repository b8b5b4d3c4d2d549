import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { listRules } from '../../storage/list-rules.ts';
import type { RuleRow } from '../../storage/schema-rules.ts';
import { Bar } from '../components/Bar.tsx';
import { PlusIcon } from '../components/icons.tsx';
import { focusNext } from '../focus-next.ts';
import { placeRule } from '../rule-actions.ts';
import { useLive } from '../state/use-live.ts';
import { word } from '../words.ts';
import { RuleForm } from './RuleForm.tsx';
import { RuleLine } from './RuleLine.tsx';
import '../styles/rules.css';

const ADD = '[data-action="add-rule"]';

/** The rules in their order: to add, change, move, switch off, apply to what is stored, and delete. */
export function RulesView() {
  const rules = useLive(listRules, []);
  const [editing, setEditing] = useState<number | 'new'>();
  const [dragged, setDragged] = useState<number>();
  if (rules === undefined)
    return <Bar title={word('rules')} back="#/settings" backLabel={word('settings')} />;
  const end = (id = editing) => {
    // No field: `u` is to take back what was saved.
    focusNext(id === 'new' ? ADD : `[data-rule-id="${id}"] [data-action="edit-rule"]`);
    setEditing(undefined);
  };
  const drop = (to: number) => {
    if (dragged !== undefined) void placeRule(dragged, to);
    setDragged(undefined);
  };
  return (
    <>
      <Bar title={word('rules')} back="#/settings" backLabel={word('settings')} />
      <main class="screen page rules">
        <p class="setting-text">{word(rules.length === 0 ? 'rulesNone' : 'rulesText')}</p>
        {rules.length > 0 && (
          <ol class="rule-list">
            {rules.map((rule, index) => (
              <Place
                key={rule.id}
                rule={rule}
                isDragged={dragged === rule.id}
                isMovable={editing !== rule.id}
                onDrag={setDragged}
                onDrop={() => drop(index)}
              >
                {editing === rule.id ? (
                  <RuleForm rule={rule} onEnd={end} />
                ) : (
                  <RuleLine
                    rule={rule}
                    index={index}
                    count={rules.length}
                    onEdit={() => setEditing(rule.id)}
                  />
                )}
              </Place>
            ))}
          </ol>
        )}
        {editing === 'new' ? (
          <RuleForm onEnd={end} />
        ) : (
          <button type="button" class="button" data-action="add-rule" onClick={() => setEditing('new')}>
            <PlusIcon />
            {word('addRule')}
          </button>
        )}
      </main>
    </>
  );
}

interface PlaceProps {
  rule: RuleRow;
  isDragged: boolean;
  /** In a form, dragging marks text. */
  isMovable: boolean;
  onDrag(id: number | undefined): void;
  onDrop(): void;
  children: ComponentChildren;
}

/** A rule's place in the list: it can be dragged to another's. Keys have the two arrows for that. */
function Place({ rule, isDragged, isMovable, onDrag, onDrop, children }: PlaceProps) {
  return (
    <li
      class="rule"
      data-rule-id={rule.id}
      data-off={rule.off}
      data-dragged={isDragged || undefined}
      draggable={isMovable}
      onDragStart={(event) => {
        event.dataTransfer?.setData('text/plain', rule.query);
        onDrag(rule.id);
      }}
      onDragOver={(event) => event.preventDefault()}
      onDragEnd={() => onDrag(undefined)}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
    >
      {children}
    </li>
  );
}
