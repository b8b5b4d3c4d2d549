import { Sheet } from '../components/Sheet.tsx';
import { type Command, commandRows, keysInUse } from '../keyboard.ts';
import { go } from '../state/route.ts';
import { word } from '../words.ts';

/** All keys, from the table that the keyboard itself reads. */
export function KeysSheet({ onClose }: { onClose(): void }) {
  return (
    <Sheet title={word('keys')} onClose={onClose}>
      <dl class="keys">
        {commandRows().map(({ command, word: name }) => (
          <div key={command}>
            <dt>
              <Keys command={command} />
            </dt>
            <dd>{word(name)}</dd>
          </div>
        ))}
      </dl>
      <button
        type="button"
        class="button"
        data-action="go-settings"
        onClick={() => {
          onClose();
          go({ view: 'settings' });
        }}
      >
        {word('changeKeys')}
      </button>
    </Sheet>
  );
}

function Keys({ command }: { command: Command }) {
  const rows = keysInUse.value.filter((row) => row.command === command);
  return rows.map((row) => (
    <span key={row.keys}>
      {row.keys.split(' ').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  ));
}
