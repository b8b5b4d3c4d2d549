import { Sheet } from '../components/Sheet.tsx';
import { keyTable } from '../keyboard.ts';
import { word } from '../words.ts';

/** All keys, from the table that the keyboard itself reads. */
export function KeysSheet({ onClose }: { onClose(): void }) {
  return (
    <Sheet title={word('keys')} onClose={onClose}>
      <dl class="keys">
        {[...new Set(keyTable.map((row) => row.command))].map((command) => {
          const rows = keyTable.filter((row) => row.command === command);
          const [first] = rows;
          return (
            <div key={command}>
              <dt>
                {rows.map((row) => (
                  <span key={row.keys}>
                    {row.keys.split(' ').map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </span>
                ))}
              </dt>
              <dd>{first && word(first.word)}</dd>
            </div>
          );
        })}
      </dl>
    </Sheet>
  );
}
