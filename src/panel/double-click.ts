/** So long after the first click a second one may belong to it, in milliseconds; and so far from it, in pixels. */
const TOGETHER_MS = 500;
const TOGETHER_PX = 4;

/**
 * Lets no double-click act twice where its first click has opened or closed a sheet: the second one was not meant for
 * what has come under the pointer.
 */
export function guardDoubleClicks(): void {
  let first: { at: number; x: number; y: number; sheet: Element | null } | undefined;
  document.addEventListener(
    'click',
    (event) => {
      // Keys and scripts press a button without a place.
      if (event.detail === 0 || !(event.target instanceof Element)) return;
      const { timeStamp: at, clientX: x, clientY: y } = event;
      const sheet = event.target.closest('dialog');
      const isSecond =
        first !== undefined &&
        at - first.at < TOGETHER_MS &&
        Math.abs(x - first.x) <= TOGETHER_PX &&
        Math.abs(y - first.y) <= TOGETHER_PX;
      if (isSecond && sheet !== first?.sheet) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      first = { at, x, y, sheet };
    },
    { capture: true },
  );
}
