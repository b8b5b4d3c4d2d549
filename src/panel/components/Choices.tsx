import { useId } from 'preact/hooks';

interface Props<T extends string> {
  title: string;
  action: string;
  choices: { value: T; label: string; hint?: string }[];
  value: T;
  onChoose(value: T): void;
}

/** A few ways to go, of which one is taken. */
export function Choices<T extends string>({ title, action, choices, value, onChoose }: Props<T>) {
  const name = useId();
  return (
    <fieldset class="choices" data-action={action}>
      <legend>{title}</legend>
      {choices.map((choice) => (
        <label key={choice.value} class="choice">
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChoose(choice.value)}
          />
          <span>
            {choice.label}
            {choice.hint && <small>{choice.hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
