const longestMs = 200;

/** Runs once what stands is painted; a page that nobody sees paints nothing, and is not waited for. */
export function afterPaint(run: () => void): void {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    run();
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, longestMs);
}
