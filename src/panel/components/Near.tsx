import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface Props {
  /** What its height is remembered by. */
  name: string;
  class?: string;
  /** Its height in pixels, as far as it was never drawn. */
  estimate: number;
  /** Drawn before anyone knows where it stands. */
  startsNear: boolean;
  /** So far beyond the window, in pixels, it is drawn. */
  margin?: number;
  /** Surely out of sight in the first paint (state/first-paint.ts). */
  isBelow: boolean;
  /** Stays drawn however far away: it holds what is open or selected. */
  isHeld?: boolean;
  /** What stands in it; in brief while it is below. `isBack`: it was far away before. */
  children(isBrief: boolean, isBack: boolean): ComponentChildren;
}

/** So far beyond the window, in pixels, posts are drawn. */
const usualMargin = 1200;
/** What holds boxes of its own is drawn earlier: they are there before posts are due in them. */
export const wideMargin = 3 * usualMargin;
const heights = new Map<string, number>();

/** A part of a long page. It is drawn near the window only; elsewhere an empty box of its height keeps its room. */
export function Near(props: Props) {
  const { name, class: className, estimate, startsNear, isHeld = false, children } = props;
  const { margin = usualMargin } = props;
  const box = useRef<HTMLDivElement>(null);
  const was = useRef({ isDrawn: false, isHeld: false, isBelow: false });
  const isBack = useRef(false);
  const [isNear, setNear] = useState(startsNear);
  const [startsBelow, setStartsBelow] = useState(props.isBelow);
  const isBelow = startsBelow && !isHeld;
  const isDrawn = isNear || isHeld;
  useLayoutEffect(() => {
    return watch(box.current as HTMLDivElement, margin, (crossesNear, height) => {
      // What was not laid out has no height of its own.
      if (was.current.isDrawn && !was.current.isBelow) heights.set(name, height);
      setNear(crossesNear);
      setStartsBelow(false);
    });
  }, [name]);
  // What is let go far away was not measured on its way there. What stands on the page is still the last drawing.
  if (was.current.isHeld && !isDrawn && box.current)
    heights.set(name, box.current.getBoundingClientRect().height);
  if (was.current.isDrawn && !isDrawn) isBack.current = true;
  was.current = { isDrawn, isHeld, isBelow };
  return (
    <div
      class={className}
      ref={box}
      style={{
        height: isDrawn ? '' : `${heights.get(name) ?? estimate}px`,
        containIntrinsicBlockSize: isBelow ? `${estimate}px` : '',
      }}
      data-far={!isDrawn || undefined}
      data-below={isBelow || undefined}
    >
      {isDrawn && children(isBelow, isBack.current)}
    </div>
  );
}

/** Told whether a box is near, and how high it is. */
type OnCross = (isNear: boolean, height: number) => void;

const listeners = new WeakMap<Element, OnCross>();
/** One for each margin. */
const watchers = new Map<number, IntersectionObserver>();

/** Of what is not laid out yet nobody knows where it stands (state/first-paint.ts). */
const isLaidOut = (box: Element) =>
  box.closest('[data-opening]') === null && !box.parentElement?.closest('[data-below]');

function watch(box: Element, margin: number, onCross: OnCross): () => void {
  const watcher = watchers.get(margin) ?? watcherWithin(margin);
  watchers.set(margin, watcher);
  listeners.set(box, onCross);
  watcher.observe(box);
  return () => watcher.unobserve(box);
}

function watcherWithin(margin: number): IntersectionObserver {
  return new IntersectionObserver(
    (entries, watcher) => {
      // The observer has measured them: asking each box anew would lay out the page once for every one that goes.
      for (const { target, isIntersecting, boundingClientRect } of entries) {
        if (isLaidOut(target)) listeners.get(target)?.(isIntersecting, boundingClientRect.height);
        else lookAgain(watcher, target);
      }
    },
    { rootMargin: `${margin}px 0px` },
  );
}

/** Its place is told once more, after the next frame. */
function lookAgain(watcher: IntersectionObserver, box: Element): void {
  watcher.unobserve(box);
  watcher.observe(box);
}
