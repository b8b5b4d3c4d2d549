import { readdirSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';

export const HELP = `npm start                 builds Sidereal, serves demo feeds, opens a browser with the panel and the feeds in it
npm start -- OPTIONS

  --headless              no window: prints the river, the numbers and the badge, puts pictures into out/, and ends
                          (so does a machine without a display)
  --browser NAME          chrome or firefox; by default the first that is found
  --opml FILE             subscribes to this list instead of the demo feeds
  --feeds DIR             serves every feed file in a folder and subscribes to all of them
  --port N                where the feeds are served (8731, so that a kept profile finds them again)
  --help                  says this

CHROME_PATH and FIREFOX_PATH name a browser's program when it stands in an unusual place.
With a window the profile is kept in .profile/: what you add stays. Delete the folder to begin anew.`;

export const DEFAULT_PORT = 8731;

/**
 * The options of `npm start`, or the sentence that says what is wrong with them.
 * @param {string[]} words
 */
export function readOptions(words) {
  try {
    const { values } = parseArgs({
      args: words,
      options: {
        headless: { type: 'boolean', default: false },
        browser: { type: 'string' },
        opml: { type: 'string' },
        feeds: { type: 'string' },
        port: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    const { browser, port } = values;
    if (browser !== undefined && browser !== 'chrome' && browser !== 'firefox')
      return { problem: `--browser is chrome or firefox, not "${browser}".` };
    if (port !== undefined && (!/^\d{1,5}$/.test(port) || Number(port) > 65535))
      return { problem: `--port is a number up to 65535, not "${port}".` };
    if (values.feeds !== undefined && !isFolderWithFiles(values.feeds))
      return { problem: `--feeds is a folder with feed files in it, and "${values.feeds}" is none.` };
    if (values.opml !== undefined && !isOpml(values.opml))
      return { problem: `--opml is a subscription list (OPML), and "${values.opml}" is none.` };
    if (values.opml && values.feeds) return { problem: 'Give --opml or --feeds, not both.' };
    return { options: { ...values, browser, port: port === undefined ? undefined : Number(port) } };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** @param {string} path */
function isFolderWithFiles(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() && readdirSync(path).length > 0;
}

/** @param {string} path */
function isOpml(path) {
  return (
    statSync(path, { throwIfNoEntry: false })?.isFile() &&
    /<(opml|outline)\b/i.test(readFileSync(path, 'latin1'))
  );
}

/** Is there a screen to open a window on? */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
