/** What pictures depend on beside our own code: they are compared only where these are the same. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';

export interface Looks {
  browser: string;
  /** A hash of the fonts that are installed, with their versions. */
  fonts: string;
}

/** The looks of this machine; `version` is what the browser calls itself. */
export function looksOf(version: string): Looks {
  const { stdout } = spawnSync('fc-list', [':', 'family', 'style', 'fontversion'], { encoding: 'utf8' });
  const fonts = (stdout ?? '').split('\n').filter(Boolean).sort().join('\n');
  return { browser: version, fonts: createHash('sha256').update(fonts).digest('hex').slice(0, 16) };
}

/** Why pictures cannot be compared here; undefined when they can. */
export function whyNotCompared(recorded: Looks, here: Looks): string | undefined {
  if (recorded.browser !== here.browser)
    return `Pictures are not compared: they were taken in ${recorded.browser}, and this is ${here.browser}.`;
  if (recorded.fonts !== here.fonts)
    return 'Pictures are not compared: other fonts are installed here than where they were taken.';
  return undefined;
}
