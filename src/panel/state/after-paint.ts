const longestMs = 200;

/**
 * Runs once what stands is on the screen: the frame after the next has begun, so that nothing done here holds up the one
 * that shows it. A page that nobody sees paints nothing, and is not waited for.
 */
export function afterPaint(run: () => void): void {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    run();
  };
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(once)));
  setTimeout(once, longestMs);
}
