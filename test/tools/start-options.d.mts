export interface StartOptions {
  headless: boolean;
  browser: 'chrome' | 'firefox' | undefined;
  opml?: string;
  feeds?: string;
  port: number | undefined;
  help: boolean;
}

export const HELP: string;
export const DEFAULT_PORT: number;

/** The options of `npm start`, or the sentence that says what is wrong with them. */
export function readOptions(
  words: string[],
): { options: StartOptions; problem?: never } | { problem: string; options?: never };

/** Is there a screen to open a window on? */
export function hasDisplay(): boolean;
