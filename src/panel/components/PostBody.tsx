import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { directionOf } from '../direction.ts';
import { dressCode } from '../reading/code-blocks.ts';
import { keepPlace } from '../reading/keep-place.ts';
import { dressPictures } from '../reading/pictures.ts';
import type { sanitize } from '../sanitize.ts';
import { later } from './later.tsx';

const Lightbox = later(async () => (await import('./Lightbox.tsx')).Lightbox);

/** The sanitizer; it is loaded with the first body, not with the page. */
export type Sanitize = typeof sanitize;

interface Props {
  html: string;
  sanitize: Sanitize;
  postId: number;
  /** The post's page. */
  baseUrl?: string | undefined;
  /** What was learned when it was read before. */
  sizes: Record<string, [number, number]>;
  played: Record<string, number>;
  /** Told the plain text once it is on the page. */
  onShown(text: string): void;
}

/** A post's text. Its markup is made by the sanitizer alone; links inside the text (footnotes) jump inside it. */
export function PostBody({ html, sanitize, postId, baseUrl, sizes, played, onShown }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [look, setLook] = useState<{ pictures: HTMLImageElement[]; at: number }>();
  useLayoutEffect(() => {
    const body = sanitize(html, postId, baseUrl);
    dressPictures(body, { postId, sizes, onLook: (pictures, at) => setLook({ pictures, at }) });
    const stops = [dressCode(body)];
    for (const media of body.querySelectorAll<HTMLMediaElement>('audio, video'))
      stops.push(keepPlace(media, postId, media.src, played[media.src]));
    if (box.current !== null) box.current.dir = directionOf(body.textContent ?? '');
    box.current?.replaceChildren(body);
    for (const part of box.current?.querySelectorAll<HTMLElement>('pre, .table-scroll, math') ?? []) {
      // What scrolls sideways must be reached by keys too.
      if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
    }
    onShown(box.current?.textContent ?? '');
    return () => {
      for (const stop of stops) stop();
    };
    // What was learned is wanted at the beginning only.
  }, [html, sanitize, postId, baseUrl]);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only hears the clicks of the links inside */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a link's key press arrives as a click */}
      <div class="post-body" ref={box} onClick={jumpInside} />
      {look && <Lightbox {...look} onClose={() => setLook(undefined)} />}
    </>
  );
}

function jumpInside(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('[data-jump]') : null;
  if (link === null) return;
  event.preventDefault();
  const target = document.getElementById(link.getAttribute('data-jump') ?? '');
  if (target === null) return;
  target.scrollIntoView({ block: 'center' });
  // The keys go on from there, and the eye finds it.
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
}
