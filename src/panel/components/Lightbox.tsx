import '../styles/lightbox.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { digits, word } from '../words.ts';
import { IconButton } from './IconButton.tsx';
import { BackIcon, CloseIcon, OpenIcon } from './icons.tsx';

interface Props {
  pictures: HTMLImageElement[];
  at: number;
  onClose(): void;
}

/** A picture over the whole page: a click shows it in its own size, the arrows lead to its neighbours. */
export function Lightbox({ pictures, at: first, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [at, setAt] = useState(first);
  const [isLarge, setIsLarge] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const picture = pictures[at];
  if (picture === undefined) return null;
  const step = (by: number) => {
    setIsLarge(false);
    setAt(Math.min(pictures.length - 1, Math.max(0, at + by)));
  };
  const address = picture.closest('a')?.href ?? picture.src;
  const caption = picture.closest('figure')?.querySelector('figcaption')?.textContent ?? picture.alt;
  return (
    <dialog
      class="lightbox"
      ref={dialog}
      aria-label={caption || word('picture')}
      onClose={onClose}
      onKeyDown={(event) => {
        // The keys of the list stay away while a picture lies over it.
        event.stopPropagation();
        const back = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
        if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') step(event.key === back ? -1 : 1);
      }}
    >
      <header class="lightbox-bar">
        {pictures.length > 1 && (
          <>
            <IconButton action="previous-picture" label={word('previousPicture')} onClick={() => step(-1)}>
              <BackIcon />
            </IconButton>
            <span class="lightbox-count">{`${digits(at + 1)} / ${digits(pictures.length)}`}</span>
            <IconButton
              action="next-picture"
              class="forward"
              label={word('nextPicture')}
              onClick={() => step(1)}
            >
              <BackIcon />
            </IconButton>
          </>
        )}
        <a
          class="icon-button lightbox-open"
          href={address}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={word('openPicture')}
          title={word('openPicture')}
        >
          <OpenIcon />
        </a>
        <IconButton action="close-picture" label={word('close')} onClick={() => dialog.current?.close()}>
          <CloseIcon />
        </IconButton>
      </header>
      <button
        type="button"
        class="lightbox-picture"
        data-large={isLarge || undefined}
        data-action="zoom-picture"
        aria-label={word('zoom')}
        aria-pressed={isLarge}
        onClick={() => setIsLarge(!isLarge)}
      >
        <img src={picture.src} alt={picture.alt} referrerpolicy="no-referrer" />
      </button>
      {caption !== '' && (
        <p class="lightbox-caption" dir="auto">
          {caption}
        </p>
      )}
    </dialog>
  );
}
