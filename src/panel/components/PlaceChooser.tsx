import { useState } from 'preact/hooks';
import { focusNext } from '../focus-next.ts';
import { word } from '../words.ts';
import { CloseIcon } from './icons.tsx';

/** A place that can be chosen: a feed, a folder, or a topic or saved view by its key. */
export interface Choice {
  kind: 'feed' | 'folder' | 'topic' | 'savedView';
  id: string;
  name: string;
}

interface Props {
  name: string;
  label: string;
  chosen: Choice[];
  offered: Choice[];
  /** What an empty choice means. */
  none: string;
  onAdd(choice: Choice): void;
  onRemove(choice: Choice): void;
}

/** A list of places, each to be taken away, and a field that adds one. */
export function PlaceChooser({ name, label, chosen, offered, none, onAdd, onRemove }: Props) {
  const [wanted, setWanted] = useState('');
  const choice = offered.find((each) => keyOf(each) === wanted);
  const list = `[data-places="${name}"]`;
  const [last, select] = [`${list} li:last-child button`, `${list} select`];
  const add = () => {
    // Its button is dead until the next choice.
    focusNext(select, last);
    if (choice !== undefined) onAdd(choice);
    setWanted('');
  };
  const remove = (each: Choice, index: number) => {
    focusNext(`${list} li:nth-child(${index + 1}) button`, last, select);
    onRemove(each);
  };
  return (
    <div class="places" data-places={name}>
      {chosen.length === 0 && <p>{none}</p>}
      {chosen.length > 0 && (
        <ul>
          {chosen.map((each, index) => (
            <li key={keyOf(each)}>
              <bdi>{each.name}</bdi> <small>{word(each.kind)}</small>
              <button
                type="button"
                class="icon-button"
                data-action={`remove-${name}`}
                aria-label={word('removePlace', { name: each.name })}
                title={word('removePlace', { name: each.name })}
                onClick={() => remove(each, index)}
              >
                <CloseIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
      {offered.length > 0 && (
        <div class="field-row">
          <select
            aria-label={label}
            data-action={`choose-${name}`}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
          >
            <option value="">{label}</option>
            {offered.map((each) => (
              <option key={keyOf(each)} value={keyOf(each)}>
                {`${each.name} (${word(each.kind)})`}
              </option>
            ))}
          </select>
          <button
            type="button"
            class="button"
            data-action={`add-${name}`}
            disabled={choice === undefined}
            onClick={add}
          >
            {word('addPlace')}
          </button>
        </div>
      )}
    </div>
  );
}

function keyOf({ kind, id }: Choice): string {
  return `${kind} ${id}`;
}
