const momentMs = 3000;

/**
 * To be called by what ends a form, a line or a screen. For a moment, or until a person goes on, the focus that falls to
 * the page goes to the first of these that stands there: what is saved or taken away is drawn anew a little later.
 */
export function focusNext(...selectors: string[]): void {
  const until = performance.now() + momentMs;
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  for (const kind of ['keydown', 'pointerdown']) addEventListener(kind, end, { once: true, capture: true });
  const look = () => {
    if (isOver || performance.now() > until) return;
    // Firefox leaves it on a button that can be pressed no more.
    if (document.activeElement === document.body || document.activeElement?.matches(':disabled'))
      give(selectors);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function give(selectors: string[]): void {
  for (const selector of selectors) {
    const next = document.querySelector<HTMLElement>(selector);
    if (next === null) continue;
    // A heading takes it only so.
    if (next.localName === 'h1') next.tabIndex = -1;
    next.focus();
    return;
  }
}
