import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findBrowser } from '../../tools/find-browser.mjs';
import { endIfBroken } from './end-if-broken.ts';
import { openChromeScope } from './firefox-chrome-scope.ts';
import { killProcess } from './kill-process.ts';
import {
  type LaunchOptions,
  PANEL_PATH,
  PANEL_SIZE,
  PROTOCOL_TIMEOUT,
  type RunningBrowser,
} from './running-browser.ts';
import { until } from './until.ts';

export const GECKO_ID = 'sidereal@panel';
/** Pinned, so that the extension's address and its storage are the same after a restart. */
const UUID = '11111111-2222-3333-4444-555555555555';
const BADGE = `(() => {
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const { extension } = WebExtensionPolicy.getByID('${GECKO_ID}');
  return ExtensionParent.apiManager.global.browserActionFor(extension).action.getProperty(null, 'badgeText');
})()`;

/** The page that the extension opens when it is installed: a test begins with no page of ours. */
const CLOSE_WELCOME_PAGE = `(() => {
  const tab = gBrowser.tabs.find((each) => each.linkedBrowser.currentURI.spec.endsWith('#/welcome'));
  if (tab) gBrowser.removeTab(tab);
  return Boolean(tab);
})()`;

const PROMPT = `document.querySelector('#notification-popup #addon-webext-permissions-notification')`;

/** Exceptions and unhandled rejections of our pages and our background, as the browser's console holds them. */
const SCRIPT_ERRORS = `(() => {
  const ours = (text) => String(text ?? '').includes('${UUID}');
  return Services.console.getMessageArray()
    .filter((each) => each instanceof Ci.nsIScriptError && !(each.flags & Ci.nsIScriptError.warningFlag))
    .filter((each) => ours(each.sourceName) || ours(each.errorMessage))
    // Firefox's own remark when a page or a stopped background has left a question open.
    .filter((each) => !/^Promise (resolved|rejected) (after context unloaded|while context is inactive)/.test(each.errorMessage))
    .map((each) => each.errorMessage);
})()`;

/** Firefox, with what only its own window knows. */
export interface RunningFirefox extends RunningBrowser {
  browser: Browser;
  /** The value of an expression in the browser's own window (its toolbars, its sidebar, its console). */
  inWindow<Result>(expression: string): Promise<Result>;
  /** Waits for the prompt that asks for permissions, answers it, and gives what it said. */
  answerPrompt(yes: boolean): Promise<string>;
}

/** Firefox would not ask a proxy for loopback. */
function proxyPrefs(port: number | undefined): Record<string, unknown> {
  if (port === undefined) return {};
  return {
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': port,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': port,
    'network.proxy.no_proxies_on': '',
    'network.proxy.allow_hijacking_localhost': true,
  };
}

/** Starts Firefox with dist/firefox or dist/firefox-loopback as a temporary add-on. */
export async function launchFirefox(options: LaunchOptions = {}): Promise<RunningFirefox> {
  const executablePath = findBrowser('firefox');
  if (!executablePath) throw new Error('No Firefox found: install it or set FIREFOX_PATH.');
  const variant = options.variant ?? 'loopback';
  const extension = resolve(`dist/firefox${variant && `-${variant}`}`);
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'sidereal-firefox-'));
  const headless = options.headless ?? true;
  const found: string[] = [];

  const start = async (): Promise<void> => {
    running.browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath,
      headless,
      protocolTimeout: PROTOCOL_TIMEOUT,
      userDataDir: profile,
      defaultViewport: null,
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: {
        'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: UUID }),
        // A temporary add-on leaves with the process; its storage must not.
        'extensions.webextensions.keepStorageOnUninstall': true,
        'extensions.webextensions.keepUuidOnUninstall': true,
        'extensions.webextOptionalPermissionPrompts': options.prompts ?? false,
        'security.notification_enable_delay': 0,
        'xpinstall.signatures.required': false,
        'devtools.console.stdout.content': true,
        'browser.dom.window.dump.enabled': true,
        ...proxyPrefs(options.proxyPort),
        ...(options.localName !== undefined && { 'network.dns.localDomains': options.localName }),
        ...(options.idleMilliseconds && { 'extensions.background.idle.timeout': options.idleMilliseconds }),
      },
    });
    collectConsole(running.browser, found);
    running.inWindow = await openChromeScope(running.browser);
    await running.browser.installExtension(extension);
    if (headless) await until(() => running.inWindow<boolean>(CLOSE_WELCOME_PAGE), Boolean, 3000);
  };

  const running: RunningFirefox = {
    name: 'firefox',
    browser: undefined as unknown as Browser,
    inWindow: () => Promise.reject(new Error('Firefox is not running')),
    async openPanel(route) {
      const page = await running.browser.newPage();
      await page.setViewport(PANEL_SIZE);
      // goto() never resolves for pages of an extension, but the page loads.
      page.goto(`moz-extension://${UUID}/${PANEL_PATH}${route}`).catch(() => {});
      await untilLoaded(page);
      return page;
    },
    async showPanel() {
      await running.inWindow(`SidebarController.show('sidereal_panel-sidebar-action')`);
      return undefined;
    },
    async answerPrompt(yes) {
      const text = await until(
        () => running.inWindow<string>(`${PROMPT}?.textContent ?? ''`),
        (found) => found !== '',
      );
      await running.inWindow(`${PROMPT}.${yes ? 'button' : 'secondaryButton'}.click()`);
      await until(
        () => running.inWindow<boolean>(`${PROMPT} === null`),
        (gone) => gone,
      );
      return text;
    },
    badge: () => running.inWindow<string>(BADGE),
    async stopBackground() {
      await running.inWindow(
        `WebExtensionPolicy.getByID('${GECKO_ID}').extension.terminateBackground({ ignoreDevToolsAttached: true })`,
      );
    },
    async kill() {
      await killProcess(running.browser);
      // Puppeteer puts the profile's own settings back once the process has ended.
      const kept = ['prefs.js', 'user.js'].map((name) => join(profile, `${name}.puppeteer`));
      await until(
        async () => kept.some(existsSync),
        (isAny) => !isAny,
      );
      await start();
    },
    async restart() {
      found.push(...(await running.inWindow<string[]>(SCRIPT_ERRORS)));
      await running.browser.close();
      await start();
    },
    async errors() {
      const all = [...found, ...(await running.inWindow<string[]>(SCRIPT_ERRORS))];
      // Firefox's own word for a page of ours that was closed while it still loaded.
      return all.filter((said) => !said.startsWith('FrameData missing for '));
    },
    ended: () => new Promise((resolve) => running.browser.once('disconnected', () => resolve())),
    async close() {
      await running.browser.close();
      if (!options.profile) rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
    },
  };
  await endIfBroken(start, () => running.browser);
  return running;
}

async function untilLoaded(page: Page): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const state = await page.evaluate('location.protocol + document.readyState').catch(() => '');
    if (state === 'moz-extension:complete') return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('The page of the extension did not load');
}

/** Lines of console.error reach no client for the background page, but with the pref above they reach standard output. */
function collectConsole(browser: Browser, found: string[]): void {
  const collect = (text: Buffer) => {
    const lines = text.toString().split('\n');
    // RSLoader is Firefox's own: it misses its server.
    found.push(...lines.filter((line) => /^console\.(error|assert): (?!RSLoader)/.test(line)));
  };
  browser.process()?.stdout?.on('data', collect);
  browser.process()?.stderr?.on('data', collect);
}
