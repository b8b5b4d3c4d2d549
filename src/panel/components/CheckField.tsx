import type { ComponentChildren } from 'preact';

interface Props {
  action: string;
  checked: boolean;
  disabled?: boolean;
  onChange(isChecked: boolean): void;
  /** What it says. */
  children: ComponentChildren;
}

/** A box to tick, with its words beside it. */
export function CheckField({ action, checked, disabled, onChange, children }: Props) {
  return (
    <label class="check-field">
      <input
        type="checkbox"
        data-action={action}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{children}</span>
    </label>
  );
}
