import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { type Command, keyOf } from '../keyboard.ts';
import { word } from '../words.ts';
import { MoreIcon } from './icons.tsx';

/** The three dots and what they open. It closes on Escape, on a click elsewhere, and when something was chosen. */
export function Menu({ children }: { children: ComponentChildren }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  /** Where it ends while it is open, in pixels from the end of the window's lines. */
  const [end, setEnd] = useState<number>();
  return (
    <>
      <button
        type="button"
        ref={button}
        class="icon-button"
        data-action="show-menu"
        aria-label={word('more')}
        title={word('more')}
        popovertarget={id}
      >
        <MoreIcon />
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only hears the clicks of the buttons inside */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a button's key press arrives as a click */}
      <div
        id={id}
        ref={popover}
        class="menu"
        popover="auto"
        style={{ '--menu-end': `${end}px` }}
        onClick={() => popover.current?.hidePopover()}
        onBeforeToggle={(event) => setEnd(event.newState === 'open' ? endOf(button.current) : undefined)}
      >
        {end !== undefined && children}
      </div>
    </>
  );
}

/** How far a button ends from where the lines of the window end: it may stand in any pane. */
function endOf(button: HTMLButtonElement | null): number {
  const { dir, clientWidth } = document.documentElement;
  const { left, right } = button?.getBoundingClientRect() ?? { left: 0, right: clientWidth };
  return dir === 'rtl' ? left : clientWidth - right;
}

interface ItemProps {
  action: Command | (string & {});
  label: string;
  onClick?: () => void;
  href?: string;
  /** For a choice among several: is it the one? */
  checked?: boolean;
  danger?: boolean;
}

/** One line of a menu, with its key at the end. */
export function MenuItem({ action, label, onClick, href, checked, danger }: ItemProps) {
  const inside = (
    <>
      <span class="menu-check">{checked ? '✓' : ''}</span>
      <span class="menu-label">{label}</span>
      <kbd>{keyOf(action as Command)}</kbd>
    </>
  );
  const look = `menu-item ${danger ? 'danger' : ''}`;
  if (href !== undefined) {
    return (
      <a class={look} data-action={action} href={href}>
        {inside}
      </a>
    );
  }
  return (
    <button type="button" class={look} data-action={action} aria-pressed={checked} onClick={onClick}>
      {inside}
    </button>
  );
}

/** A heading between the lines of a menu. */
export function MenuHeading({ children }: { children: ComponentChildren }) {
  return <div class="menu-heading">{children}</div>;
}
