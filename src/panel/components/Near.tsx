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
  /** Stays drawn however far away: it holds what is open or selected. */
  isHeld?: boolean;
  children(): ComponentChildren;
}

/** So far beyond the window, in pixels, things are drawn. */
const margin = 1200;
const heights = new Map<string, number>();

/** A part of a long page. It is drawn near the window only; elsewhere an empty box of its height keeps its room. */
export function Near({ name, class: className, estimate, startsNear, isHeld = false, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const wasDrawn = useRef(false);
  const [isNear, setNear] = useState(startsNear);
  useLayoutEffect(() => watch(box.current as HTMLDivElement, setNear), []);
  const isDrawn = isNear || isHeld;
  // What stands on the page is still the last drawing.
  if (wasDrawn.current && !isDrawn && box.current)
    heights.set(name, box.current.getBoundingClientRect().height);
  wasDrawn.current = isDrawn;
  return (
    <div
      class={className}
      ref={box}
      style={{ height: isDrawn ? '' : `${heights.get(name) ?? estimate}px` }}
      data-far={!isDrawn || undefined}
    >
      {isDrawn && children()}
    </div>
  );
}

const listeners = new WeakMap<Element, (isNear: boolean) => void>();
let watcher: IntersectionObserver | undefined;

function watch(box: Element, onCross: (isNear: boolean) => void): () => void {
  watcher ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting);
    },
    { rootMargin: `${margin}px 0px` },
  );
  const mine = watcher;
  listeners.set(box, onCross);
  mine.observe(box);
  return () => mine.unobserve(box);
}
