import type { FocusSettings } from '../../feeds/focus.ts';
import type { Settings } from '../../storage/settings.ts';
import { word } from '../words.ts';

interface Props<T extends string> {
  name: Exclude<keyof Settings, 'keys' | keyof FocusSettings>;
  options: (readonly [value: T, label: string])[];
  value: T;
  /** The value it has when nobody chose. */
  standard: T;
  onChoose(value: T): void;
}

/** One setting: its name, a sentence, its choices, and its default where another was chosen. */
export function Setting<T extends string>({ name, options, value, standard, onChoose }: Props<T>) {
  const usual = options.find(([each]) => each === standard)?.[1] ?? standard;
  return (
    <label class="setting">
      <span>
        <strong>{word(`set_${name}`)}</strong>
        <span class="setting-text">{word(`setText_${name}`)}</span>
        <small>{word('default', { value: usual })}</small>
      </span>
      <select
        data-action={`set-${name}`}
        value={value}
        onChange={(event) => onChoose(event.currentTarget.value as T)}
      >
        {options.map(([each, label]) => (
          <option key={each} value={each}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
