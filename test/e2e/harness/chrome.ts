import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser, type CDPSession, type Page, type Target } from 'puppeteer-core';
import { findBrowser } from '../../tools/find-browser.mjs';
import { endIfBroken } from './end-if-broken.ts';
import { killProcess } from './kill-process.ts';
import {
  type LaunchOptions,
  PANEL_PATH,
  PANEL_SIZE,
  PROTOCOL_TIMEOUT,
  type RunningBrowser,
} from './running-browser.ts';

const isRoot = process.getuid?.() === 0;
const ARGUMENTS = [
  // Chromium refuses to run as root with its sandbox.
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--window-size=1280,860',
];

/** Chromium, with what only it can do in tests: the real side panel. */
export interface RunningChrome extends RunningBrowser {
  browser: Browser;
  extensionId: string;
  /** The value of an expression in the worker. */
  inWorker<Result>(expression: string): Promise<Result>;
  /** Presses the toolbar button on the tab in front. */
  pressToolbarButton(): Promise<void>;
  /** Presses the toolbar button, as a user does, and returns the page of the side panel that opens. */
  showPanel(): Promise<Page>;
}

/** Chromium would not ask a proxy for loopback. */
function proxyArguments(port: number | undefined): string[] {
  if (port === undefined) return [];
  return [`--proxy-server=http://127.0.0.1:${port}`, '--proxy-bypass-list=<-loopback>'];
}

/** A copy of a build whose manifest asks for more from the start: permissions, and hosts. */
function withGranted(built: string, granted: string[], hosts: string[]): string {
  const copy = resolve(`out/chrome-granted-${process.pid}`);
  cpSync(built, copy, { recursive: true });
  const file = join(copy, 'manifest.json');
  const {
    permissions,
    host_permissions = [],
    optional_permissions: _optional,
    ...manifest
  } = JSON.parse(readFileSync(file, 'utf8'));
  const more = {
    permissions: [...permissions, ...granted],
    host_permissions: [...host_permissions, ...hosts],
  };
  writeFileSync(file, JSON.stringify({ ...manifest, ...more }));
  return copy;
}

/** Starts Chromium with dist/chrome or dist/chrome-loopback. */
export async function launchChrome(options: LaunchOptions = {}): Promise<RunningChrome> {
  const executablePath = findBrowser('chrome');
  if (!executablePath) throw new Error('No Chromium, Chrome or Edge found: install one or set CHROME_PATH.');
  const variant = options.variant ?? 'loopback';
  const built = resolve(`dist/chrome${variant && `-${variant}`}`);
  const { granted = [], localName } = options;
  const hosts = localName === undefined ? [] : [`http://${localName}/*`];
  const extension = granted.length + hosts.length > 0 ? withGranted(built, granted, hosts) : built;
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'sidereal-chrome-'));
  const found: string[] = [];

  const start = async (): Promise<void> => {
    const headless = options.headless ?? true;
    running.browser = await puppeteer.launch({
      executablePath,
      headless,
      // A bench fills its database in one call.
      protocolTimeout: variant === 'bench' ? 1_800_000 : PROTOCOL_TIMEOUT,
      pipe: true,
      userDataDir: profile,
      defaultViewport: null,
      enableExtensions: [extension],
      args: [
        ...ARGUMENTS,
        ...proxyArguments(options.proxyPort),
        ...(localName === undefined ? [] : [`--host-resolver-rules=MAP ${localName} 127.0.0.1`]),
      ],
    });
    running.browser.on('targetcreated', (target) => watch(target, found));
    for (const target of running.browser.targets()) watch(target, found);
    const worker = await waitForWorker(running.browser);
    running.extensionId = new URL(worker.url()).host;
    if (headless) await closeWelcomePage(running.browser);
  };

  const running: RunningChrome = {
    name: 'chrome',
    browser: undefined as unknown as Browser,
    extensionId: '',
    async openPanel(route) {
      const page = await running.browser.newPage();
      await page.setViewport(PANEL_SIZE);
      await page.goto(`chrome-extension://${running.extensionId}/${PANEL_PATH}${route}`);
      return page;
    },
    badge: () => running.inWorker<string>('chrome.action.getBadgeText({})'),
    async inWorker<Result>(expression: string) {
      const target = await waitForWorker(running.browser);
      const worker = await target.worker();
      if (!worker) throw new Error('The worker is gone');
      return (await worker.evaluate(expression)) as Result;
    },
    async stopBackground() {
      const target = running.browser.targets().find(isWorker);
      const worker = await target?.worker();
      await worker?.close();
    },
    async kill() {
      await killProcess(running.browser);
      await start();
    },
    async restart() {
      await running.browser.close();
      await start();
    },
    async pressToolbarButton() {
      const session = await running.browser.target().createCDPSession();
      const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'tab' }] });
      await press(session, running.extensionId, targetInfos[0]?.targetId);
      await session.detach();
    },
    async showPanel() {
      const isPanel = (target: Target) => target.url().includes(`${running.extensionId}/${PANEL_PATH}`);
      const before = new Set(running.browser.targets().filter(isPanel));
      await running.pressToolbarButton();
      const target = await running.browser.waitForTarget((each) => isPanel(each) && !before.has(each), {
        timeout: 10_000,
      });
      return target.asPage();
    },
    errors: async () => [...found],
    ended: () => new Promise((resolve) => running.browser.once('disconnected', () => resolve())),
    async close() {
      await running.browser.close();
      if (!options.profile) rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
    },
  };
  await endIfBroken(start, () => running.browser);
  return running;
}

function press(session: CDPSession, id: string, targetId: string | undefined): Promise<unknown> {
  // The protocol's newest methods are not in puppeteer's types.
  const send = session.send.bind(session) as unknown as (method: string, params: object) => Promise<unknown>;
  return send('Extensions.triggerAction', { id, targetId });
}

function isWorker(target: Target): boolean {
  return target.type() === 'service_worker' && target.url().startsWith('chrome-extension://');
}

/**
 * Closes the page that the extension opens when it is installed: a test begins with no page of ours, and a page that is
 * hidden behind another is slow to answer. Waits a little for it; not every start opens it.
 */
async function closeWelcomePage(browser: Browser): Promise<void> {
  const isWelcome = (target: Target) => target.url().includes('#/welcome');
  const target = await browser.waitForTarget(isWelcome, { timeout: 2000 }).catch(() => undefined);
  const page = await target?.page();
  await page?.close();
}

/** The worker's target, once `chrome` is defined in it: the target is there before, and of one just stopped a while longer. */
async function waitForWorker(browser: Browser): Promise<Target> {
  await browser.waitForTarget(isWorker, { timeout: 30_000 });
  for (let tries = 0; tries < 100; tries++) {
    for (const target of browser.targets().filter(isWorker).reverse())
      if (await isAwake(target)) return target;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('The worker has no extension API');
}

async function isAwake(target: Target): Promise<boolean> {
  const worker = await target.worker();
  const answer = worker?.evaluate("typeof chrome !== 'undefined' && 'action' in chrome");
  return Boolean(await answer?.catch(() => false));
}

/** Collects what goes wrong in the extension's worker and pages. */
async function watch(target: Target, found: string[]): Promise<void> {
  if (!target.url().startsWith('chrome-extension://')) {
    // A new tab is about:blank first; it may become a page of ours.
    if (target.type() !== 'page') return;
  }
  try {
    const session =
      target.type() === 'service_worker' ? (await target.worker())?.client : await target.createCDPSession();
    if (!session) return;
    // Whatever the worker asks while the browser ends is refused: there is nobody left to be harmed.
    const note = (said: string) => {
      if (!said.includes('The browser is shutting down.')) found.push(`${target.type()}: ${said}`);
    };
    session.on('Runtime.exceptionThrown', ({ exceptionDetails: { exception, text } }) =>
      note(exception?.description ?? `${text} ${exception?.value ?? ''}`),
    );
    session.on('Runtime.consoleAPICalled', ({ type, args }) => {
      if (type === 'error' || type === 'assert')
        note(args.map((each) => each.description ?? each.value).join(' '));
    });
    await session.send('Runtime.enable');
  } catch {
    // The target ended while we looked at it.
  }
}
