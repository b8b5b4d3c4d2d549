/** Pictures in a post: a box of their own from the start, no matter when they arrive, and a closer look on a click. */
import { rememberPictureSizes } from '../../storage/reading.ts';
import { word } from '../words.ts';
import { holdReader } from './hold-reader.ts';

type Sizes = Record<string, [number, number]>;

interface Wishes {
  postId: number;
  /** As seen the last time. */
  sizes: Sizes;
  onLook(pictures: HTMLImageElement[], at: number): void;
}

const WRITE_AFTER_MS = 800;

/** Prepares the pictures of a body that is not yet on the page. */
export function dressPictures(body: DocumentFragment, { postId, sizes, onLook }: Wishes): void {
  const pictures = [...body.querySelectorAll('img')];
  const remember = collector(postId);
  for (const picture of pictures) {
    const known = sizes[picture.src];
    const isSized = picture.hasAttribute('width') && picture.hasAttribute('height');
    if (!isSized && known !== undefined) [picture.width, picture.height] = known;
    else if (!isSized) reserve(picture, remember);
    picture.addEventListener('error', () => fail(picture), { once: true });
  }
  const large = pictures.filter((picture) => !isInline(picture) && leadsNowhereElse(picture));
  large.forEach((picture, at) => {
    letLook(picture, () => onLook(large, at));
  });
}

/** A link around the picture is the handle; without one the picture is a button of its own. */
function letLook(picture: HTMLImageElement, onLook: () => void): void {
  const link = picture.closest('a');
  picture.dataset.action = 'enlarge';
  if (link === null) {
    picture.tabIndex = 0;
    picture.role = 'button';
    picture.ariaLabel = word('enlarge', { name: picture.alt }).trim();
  }
  const look = (event: Event) => {
    const { ctrlKey, metaKey, shiftKey } = event as MouseEvent;
    if (picture.dataset.size === 'failed' || ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    onLook();
  };
  (link ?? picture).addEventListener('click', look);
  if (link !== null) return;
  picture.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') look(event);
  });
}

/** Holds a box until the picture is here, and gives it its own size then; what is being read stays where it is. */
function reserve(picture: HTMLImageElement, remember: (url: string, size: [number, number]) => void): void {
  if (isInline(picture)) return;
  picture.dataset.size = 'unknown';
  picture.addEventListener(
    'load',
    () => {
      const { naturalWidth, naturalHeight } = picture;
      // A drawing without a size of its own keeps the box.
      if (naturalWidth === 0 || naturalHeight === 0) return;
      holdReader(picture, () => {
        picture.removeAttribute('data-size');
        picture.width = naturalWidth;
        picture.height = naturalHeight;
      });
      remember(picture.src, [naturalWidth, naturalHeight]);
    },
    { once: true },
  );
}

/** What cannot be shown says what it was. */
function fail(picture: HTMLImageElement): void {
  holdReader(picture, () => {
    picture.dataset.size = 'failed';
    picture.removeAttribute('width');
    picture.removeAttribute('height');
    if (picture.alt === '') picture.alt = word('pictureMissing');
  });
}

/** A small picture in a line of text. */
function isInline(picture: HTMLImageElement): boolean {
  const isSmall = picture.hasAttribute('width') && picture.width <= 48;
  return isSmall || [...(picture.parentNode?.childNodes ?? [])].some(isText);
}

function isText(node: Node): boolean {
  return node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '';
}

/** A picture in a link goes where the link goes, unless that is the picture itself. */
function leadsNowhereElse(picture: HTMLImageElement): boolean {
  const link = picture.closest('a[href]')?.getAttribute('href');
  return link === undefined || link === null || /\.(avif|gif|jpe?g|png|svg|webp)([?#].*)?$/i.test(link);
}

/** Sizes are written together: a post may bring dozens. */
function collector(postId: number): (url: string, size: [number, number]) => void {
  let sizes: Sizes = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (url, size) => {
    sizes[url] = size;
    clearTimeout(timer);
    timer = setTimeout(() => {
      rememberPictureSizes(postId, sizes).catch(console.error);
      sizes = {};
    }, WRITE_AFTER_MS);
  };
}
