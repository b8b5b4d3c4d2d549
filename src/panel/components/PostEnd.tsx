import { useEffect, useRef, useState } from 'preact/hooks';
import { word } from '../words.ts';
import { UpIcon } from './icons.tsx';

/** A post is long when it fills more than so many windows. */
const LONG = 1.6;

/** A line that shows how far a long post is read; nothing on short ones. */
export function PostProgress() {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const follow = () => {
      const article = line.current?.closest('article');
      if (!article || line.current === null) return;
      const { top, height } = article.getBoundingClientRect();
      // Until the top of the post has gone by, there is nothing to say.
      line.current.hidden = height < LONG * innerHeight || top > 0;
      const read = (innerHeight * 0.9 - top) / height;
      line.current.style.setProperty('--read', String(Math.min(1, Math.max(0, read))));
    };
    follow();
    // Caught on its way down: in a wide window it is a pane that scrolls.
    addEventListener('scroll', follow, { passive: true, capture: true });
    addEventListener('resize', follow);
    return () => {
      removeEventListener('scroll', follow, { capture: true });
      removeEventListener('resize', follow);
    };
  }, []);
  return <div class="post-progress" ref={line} hidden aria-hidden="true" />;
}

interface Props {
  title: string;
  onClick(): void;
}

/** At the end of a long post: on to the next one. */
export function NextPost({ title, onClick }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const article = button.current?.closest('article');
    if (!article) return;
    const watcher = new ResizeObserver(() => setIsLong(article.offsetHeight > LONG * innerHeight));
    watcher.observe(article);
    return () => watcher.disconnect();
  }, []);
  return (
    <button
      type="button"
      class="next-post"
      data-action="next-post"
      hidden={!isLong}
      ref={button}
      onClick={onClick}
    >
      <span>
        <small>{word('nextPost')}</small>
        <bdi>{title}</bdi>
      </span>
      <UpIcon />
    </button>
  );
}
