/** What Chromium tells of the connection; Firefox tells nothing, and counts as unmetered. */
interface Connection {
  saveData?: boolean;
  type?: string;
}

/** Is the connection metered, or did the person ask the browser to save data? */
export function isMetered(): boolean {
  const { connection } = navigator as { connection?: Connection };
  return connection?.saveData === true || connection?.type === 'cellular';
}

/** Offline, nobody is asked and no failure counted: the feeds stay due. This machine's own servers are always there. */
export function hasNetwork(url: string): boolean {
  return navigator.onLine || /(^|\.)localhost$|^127\.|^\[::1\]$/.test(new URL(url).hostname);
}
