import { useState } from 'preact/hooks';
import * as actions from '../actions.ts';
import { type Command, commandRows, conflictOf, type KeyRow, keysInUse, nameOfPress } from '../keyboard.ts';
import { settings } from '../state/settings.ts';
import { word } from '../words.ts';

/** So long the first key waits for a second one. */
const pauseMs = 900;

/** The keys of every command, each to be changed by pressing others. */
export function KeySettings() {
  const [editing, setEditing] = useState<Command>();
  const [taken, setTaken] = useState<{ keys: string; command: Command; by: KeyRow }>();
  const set = (command: Command, keys: string[]) => {
    setEditing(undefined);
    setTaken(undefined);
    void actions.choose({ keys: { ...settings.value.keys, [command]: keys } });
  };
  const offer = (command: Command, keys: string) => {
    const by = conflictOf(keys, command, keysInUse.value);
    if (by === undefined) return set(command, [keys]);
    setEditing(undefined);
    setTaken({ keys, command, by });
  };
  const take = ({ keys, command, by }: { keys: string; command: Command; by: KeyRow }) => {
    const left = keysInUse.value.filter((row) => row.command === by.command && row.keys !== by.keys);
    const own = { ...settings.value.keys, [by.command]: left.map((row) => row.keys), [command]: [keys] };
    setTaken(undefined);
    void actions.choose({ keys: own });
  };
  return (
    <section class="key-settings">
      <h2>{word('keys')}</h2>
      <p class="setting-text">{word('keysText')}</p>
      <dl>
        {commandRows().map(({ command, word: name }) => (
          <div key={command} class="key-setting">
            <dt>{word(name)}</dt>
            <dd>
              <KeyButton
                command={command}
                label={word('keysOf', { action: word(name) })}
                isEditing={editing === command}
                onEdit={() => setEditing(editing === command ? undefined : command)}
                onKeys={(keys) => (keys === '' ? set(command, []) : offer(command, keys))}
                onCancel={() => setEditing(undefined)}
              />
            </dd>
            {taken?.command === command && (
              <p class="banner trouble" role="alert" data-refused>
                <span>{word('keyTaken', { keys: taken.keys, action: word(taken.by.word) })}</span>
                <button type="button" class="button small" data-action="take-key" onClick={() => take(taken)}>
                  {word('takeKey')}
                </button>
              </p>
            )}
          </div>
        ))}
      </dl>
      {Object.keys(settings.value.keys).length > 0 && (
        <button
          type="button"
          class="button"
          data-action="reset-keys"
          onClick={() => void actions.choose({ keys: {} })}
        >
          {word('resetKeys')}
        </button>
      )}
    </section>
  );
}

interface Props {
  command: Command;
  label: string;
  isEditing: boolean;
  onEdit(): void;
  /** The keys pressed; '' takes the command's keys away. */
  onKeys(keys: string): void;
  onCancel(): void;
}

/** Shows a command's keys; once pressed it listens for others. */
function KeyButton({ command, label, isEditing, onEdit, onKeys, onCancel }: Props) {
  const [first, setFirst] = useState<{ keys: string; timer: ReturnType<typeof setTimeout> }>();
  const end = (keys: string) => {
    clearTimeout(first?.timer);
    setFirst(undefined);
    onKeys(keys);
  };
  const giveUp = () => {
    clearTimeout(first?.timer);
    setFirst(undefined);
    if (isEditing) onCancel();
  };
  const listen = (event: KeyboardEvent) => {
    if (!isEditing || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    const name = nameOfPress(event);
    if (name === '' || event.isComposing) return;
    if (name === 'Escape' && command !== 'close') return giveUp();
    if (name === 'Backspace' || name === 'Delete') return end('');
    if (first !== undefined) return end(`${first.keys} ${name}`);
    setFirst({ keys: name, timer: setTimeout(() => end(name), pauseMs) });
  };
  const rows = keysInUse.value.filter((row) => row.command === command);
  const shown = rows.map((row) => row.keys).join(', ');
  return (
    <button
      type="button"
      class="key-button"
      data-action={`rebind-${command}`}
      aria-label={`${label}: ${shown || word('noKey')}`}
      aria-pressed={isEditing}
      onClick={onEdit}
      onKeyDown={listen}
      onBlur={giveUp}
    >
      {isEditing ? first?.keys ? `${first.keys} …` : word('pressKey') : <kbd>{shown || '–'}</kbd>}
    </button>
  );
}
