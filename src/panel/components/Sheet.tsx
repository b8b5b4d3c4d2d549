import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { word } from '../words.ts';
import { IconButton } from './IconButton.tsx';
import { CloseIcon } from './icons.tsx';

/** A sheet over the page. The browser's own dialog holds the focus inside and closes on Escape. */
export function Sheet(props: { title: string; onClose(): void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the next key: what is typed at once goes into the sheet.
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      class="sheet"
      ref={dialog}
      onClose={props.onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <div class="sheet-inside">
        <header class="sheet-head">
          <h2 dir="auto">{props.title}</h2>
          <IconButton action="close-sheet" label={word('close')} onClick={() => dialog.current?.close()}>
            <CloseIcon />
          </IconButton>
        </header>
        {props.children}
      </div>
    </dialog>
  );
}
