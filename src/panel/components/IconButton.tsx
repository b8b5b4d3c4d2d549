import type { ComponentChildren } from 'preact';
import { type Command, keyOf } from '../keyboard.ts';

interface Props {
  /** The command's name, for data-action; where the keyboard knows it, the tooltip names its key. */
  action: Command | (string & {});
  label: string;
  onClick: () => void;
  children: ComponentChildren;
  pressed?: boolean;
  class?: string;
}

/** A button that shows an icon and says its name to those who hover or listen. */
export function IconButton({ action, label, onClick, children, pressed, ...rest }: Props) {
  const key = keyOf(action as Command);
  return (
    <button
      type="button"
      class={`icon-button ${rest.class ?? ''}`}
      data-action={action}
      aria-label={label}
      aria-pressed={pressed}
      title={key === '' ? label : `${label} (${key})`}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
