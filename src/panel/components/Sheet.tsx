import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { word } from '../words.ts';
import { IconButton } from './IconButton.tsx';
import { CloseIcon } from './icons.tsx';

/**
 * A sheet over the page. The browser's own dialog holds the focus inside and closes on Escape. It takes the focus itself,
 * not its first button: the arrows scroll it, and nothing is marked that nobody went to. A field that is to be filled takes it.
 */
export function Sheet(props: { title: string; onClose(): void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the next key: what is typed at once goes into the sheet.
  useLayoutEffect(() => {
    // A menu that is still open would be where the focus came from, and is gone when it is given back.
    document.querySelector<HTMLElement>('[popover]:popover-open')?.hidePopover();
    dialog.current?.showModal();
    dialog.current?.focus();
    // One that has done its work closes as by Escape: the browser gives the focus back to where it came from.
    return () => dialog.current?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      class="sheet"
      ref={dialog}
      tabIndex={-1}
      onClose={props.onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <div class="sheet-inside">
        <header class="sheet-head">
          <h2>
            <bdi>{props.title}</bdi>
          </h2>
          <IconButton action="close-sheet" label={word('close')} onClick={() => dialog.current?.close()}>
            <CloseIcon />
          </IconButton>
        </header>
        {props.children}
      </div>
    </dialog>
  );
}
