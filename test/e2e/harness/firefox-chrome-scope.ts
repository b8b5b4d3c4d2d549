import type { Browser } from 'puppeteer-core';

interface BidiConnection {
  send(method: string, params: object): Promise<{ result: Record<string, unknown> }>;
}

/**
 * A function that evaluates an expression in Firefox's own window and gives back its JSON value.
 * Needs --remote-allow-system-access. Puppeteer has no public way to this scope, hence the reach into its connection.
 */
export async function openChromeScope(
  browser: Browser,
): Promise<<Result>(expression: string) => Promise<Result>> {
  const connection = (browser as unknown as { connection: BidiConnection }).connection;
  const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const [window] = (tree.result as { contexts: { context: string }[] }).contexts;
  return async <Result>(expression: string): Promise<Result> => {
    const { result } = await connection.send('script.evaluate', {
      expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null))`,
      target: { context: window?.context },
      awaitPromise: true,
    });
    const {
      type,
      result: value,
      exceptionDetails,
    } = result as {
      type: string;
      result: { value: string };
      exceptionDetails?: { text: string };
    };
    if (type !== 'success') throw new Error(`In Firefox's window: ${exceptionDetails?.text}`);
    return JSON.parse(value.value) as Result;
  };
}
