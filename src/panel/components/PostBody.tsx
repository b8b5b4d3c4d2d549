import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { directionOf } from '../direction.ts';
import { dropByline } from '../reading/byline.ts';
import { dressCode } from '../reading/code-blocks.ts';
import type { PicturesWish } from '../reading/hold-pictures.ts';
import { keepPlace } from '../reading/keep-place.ts';
import { dressPictures } from '../reading/pictures.ts';
import type { LoadedBody } from '../state/first-texts.ts';
import { type Hits, hits } from '../state/hits.ts';
import { counted } from '../words.ts';
import { later } from './later.tsx';

const Lightbox = later(async () => (await import('./Lightbox.tsx')).Lightbox);

interface Props {
  html: string;
  /** It is loaded with the first body, not with the page. */
  sanitize: LoadedBody['sanitize'];
  postId: number;
  /** The post's page. */
  baseUrl?: string | undefined;
  /** Whether its pictures may be loaded; where they wait, a click loads those of this post. */
  pictures: PicturesWish;
  /** What was learned when it was read before. */
  sizes: Record<string, [number, number]>;
  played: Record<string, number>;
  /** Who wrote it, where the text may say so again at its beginning: there it is left out. */
  author?: string | undefined;
  /** Told the plain text once it is on the page, and whether it was cut for its length. */
  onShown(text: string, isCut: boolean): void;
}

/** A post's text. Its markup is made by the sanitizer alone; links inside the text (footnotes) jump inside it. */
export function PostBody(props: Props) {
  const { html, sanitize, postId, baseUrl, pictures, sizes, played, author, onShown } = props;
  const box = useRef<HTMLDivElement>(null);
  const [look, setLook] = useState<{ pictures: HTMLImageElement[]; at: number }>();
  const [isAllowed, setIsAllowed] = useState(false);
  const [waiting, setWaiting] = useState(0);
  const wish = pictures === 'ask' && isAllowed ? 'load' : pictures;
  useLayoutEffect(() => {
    const body = sanitize(html, postId, baseUrl, wish);
    const isCut = body.querySelector('[data-cut]') !== null;
    if (author !== undefined) dropByline(body, author);
    setWaiting(body.querySelectorAll('[data-held]').length);
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
    onShown(box.current?.textContent ?? '', isCut);
    return () => {
      for (const stop of stops) stop();
    };
    // What was learned is wanted at the beginning only.
  }, [html, sanitize, postId, baseUrl, author, wish]);
  const inText = hits.value?.inText;
  useEffect(() => {
    if (box.current !== null && inText !== undefined) return highlighted(box.current, inText);
  }, [inText]);
  return (
    <>
      {waiting > 0 && (
        <button
          type="button"
          class="link-button load-pictures"
          data-action="load-pictures"
          onClick={() => setIsAllowed(true)}
        >
          {counted('loadPictures', waiting)}
        </button>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only hears the clicks of the links inside */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a link's key press arrives as a click */}
      <div class="post-body" ref={box} onClick={jumpInside} />
      {look && <Lightbox {...look} onClose={() => setLook(undefined)} />}
    </>
  );
}

/** Marks the hits of a search, whatever text comes into the box; the code for it is loaded where there are some. */
function highlighted(box: Element, inText: Hits['inText']): () => void {
  const stop = import('../reading/highlight-hits.ts').then(({ highlightHits }) => highlightHits(box, inText));
  stop.catch(console.error);
  return () => void stop.then((stopNow) => stopNow());
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
