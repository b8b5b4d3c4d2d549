/** Lists that are no posts (feeds, topics, health) under the same keys: the focus goes from line to line. */

/** A line's own link, or what unfolds it; what else stands on a line is reached by Tab. */
const LINE = 'main .line > a, main .health-feed > details > summary';

/** Moves the focus to the next line, or back; from nowhere to the line of where one was, or the first. */
export function stepLine(direction: 1 | -1): void {
  const lines = [...document.querySelectorAll<HTMLElement>(LINE)].filter((line) => line.checkVisibility());
  const from = lines.indexOf(document.activeElement as HTMLElement);
  const here = lines.findIndex((line) => line.getAttribute('aria-current') === 'page');
  const next = from === -1 ? lines[Math.max(here, 0)] : lines[from + direction];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

/** Does with the line that has the focus what a click does; false when none has it. */
export function openLine(): boolean {
  const line = document.activeElement;
  if (!(line instanceof HTMLElement) || !line.matches(LINE)) return false;
  line.click();
  return true;
}
