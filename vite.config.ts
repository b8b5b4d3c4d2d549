import { readFileSync } from 'node:fs';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

type Browser = 'chrome' | 'firefox';

const browser: Browser = process.env.BROWSER === 'firefox' ? 'firefox' : 'chrome';
/** The build for `npm start` and the tests: one more key, so that no one has to answer a permission prompt. */
const loopback = process.env.VARIANT === 'loopback';
/** The loopback build with the pages of the benches in it. */
const bench = process.env.VARIANT === 'bench';
const variant = bench ? '-bench' : loopback ? '-loopback' : '';
const outDir = `dist/${browser}${variant}`;

const PANEL = 'src/panel/index.html';
const WORKER = 'src/background/main.ts';
const BENCH = { bench: 'test/bench/pages/bench.html', floor: 'test/bench/pages/floor.html' };

/**
 * The extension pages' policy. It is written out in full because Firefox's default for MV3 upgrades every http: feed
 * to https:, and because feed content is hostile: no frames, no forms, no script but ours, no string becomes markup
 * but through the one policy of sanitize.ts.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' http: https: data: blob:",
  'media-src http: https: data: blob:',
  "connect-src 'self' http: https:",
  "object-src 'none'",
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types sidereal dompurify',
].join('; ');

/** Vite's dev client opens a socket and puts styles into the page; it knows nothing of trusted types. */
const DEV_PORT = 5173;
const DEV_POLICY = `script-src 'self' http://localhost:${DEV_PORT}; object-src 'none'`;

/** Chrome 123 is the first with everything the panel uses (light-dark() in CSS; sidePanel.open is 116, half-minute alarms 120). */
const CHROME = {
  minimum_chrome_version: '123',
  background: { service_worker: WORKER, type: 'module' },
  side_panel: { default_path: PANEL },
};
const CHROME_PERMISSIONS = ['contextMenus', 'sidePanel', 'offscreen'];

/** The browser's own key for the panel: each has its own name for it. */
const OPEN_KEY = { suggested_key: { default: 'Alt+Shift+S' } };

const FIREFOX = {
  background: { scripts: [WORKER], type: 'module' },
  sidebar_action: {
    default_panel: PANEL,
    default_title: '__MSG_appName__',
    default_icon: 'icons/sidereal.svg',
    open_at_install: false,
  },
  browser_specific_settings: {
    gecko: {
      id: 'sidereal@panel',
      // 140 knows data_collection_permissions on the desktop, but the linter asks for 142, where Android knows it too.
      strict_min_version: '142.0',
      data_collection_permissions: { required: ['none'] },
    },
  },
};
const FIREFOX_PERMISSIONS = ['menus'];

/** The manifest of one browser: manifest.json and the few keys that differ. */
function manifest(serving: boolean): ManifestV3Export {
  const common = JSON.parse(readFileSync('manifest.json', 'utf8'));
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const own = browser === 'firefox' ? FIREFOX : CHROME;
  const permissions = browser === 'firefox' ? FIREFOX_PERMISSIONS : CHROME_PERMISSIONS;
  return {
    ...common,
    ...own,
    version,
    commands: {
      [browser === 'firefox' ? '_execute_sidebar_action' : '_execute_action']: OPEN_KEY,
      ...common.commands,
    },
    permissions: [...common.permissions, ...permissions],
    content_security_policy: { extension_pages: serving ? DEV_POLICY : POLICY },
    ...((loopback || bench) && { host_permissions: ['http://127.0.0.1/*', 'http://*.localhost/*'] }),
  };
}

/** crxjs takes every page of the manifest for a file, and this one has a hash: it is named after crxjs has built the rest. */
function settingsPage(): Plugin {
  return {
    name: 'sidereal:settings-page',
    renderCrxManifest: (built: object) => ({
      ...built,
      options_ui: { page: `${PANEL}#/settings`, open_in_tab: true },
    }),
  } as Plugin;
}

/** In files of their own, so that the linter's warnings name the package they are about. */
const PACKAGES = [
  { name: 'preact', test: /node_modules[\\/]@?preact/ },
  { name: 'dompurify', test: /node_modules[\\/]dompurify/ },
];

const UNIT = 'test/**/*.test.{ts,tsx}';
const E2E = 'test/e2e/**/*.test.ts';
/** Minutes and more: `npm run test:long` only. */
const LONG = 'test/**/*.long.test.ts';

export default defineConfig(({ command, mode }) => ({
  plugins: [
    preact(),
    ...(mode === 'test' ? [] : [crx({ manifest: manifest(command === 'serve'), browser }), settingsPage()]),
  ],
  // A page of an extension has no port of its own to find the server's by.
  server: { port: DEV_PORT, strictPort: true, hmr: { clientPort: DEV_PORT } },
  build: {
    outDir,
    emptyOutDir: true,
    target: browser === 'firefox' ? 'firefox140' : 'chrome123',
    modulePreload: false,
    // crxjs does not see sidebar_action's page as an entry.
    rollupOptions: {
      input: { panel: PANEL, ...(bench && BENCH) },
      ...(command === 'build' && { output: { codeSplitting: { groups: PACKAGES } } }),
    },
  },
  test: {
    projects: [
      {
        extends: true,
        // Node has no extension APIs: the one door to them opens on a fake that behaves.
        resolve: {
          alias: { 'webextension-polyfill': new URL('test/fakes/browser.ts', import.meta.url).pathname },
        },
        test: { name: 'unit', include: [UNIT], exclude: [E2E, LONG], environment: 'node' },
      },
      {
        extends: true,
        test: { name: 'long', include: [LONG], environment: 'node', testTimeout: 3_600_000 },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: [E2E],
          exclude: [LONG],
          environment: 'node',
          fileParallelism: false,
          // Real browsers on shared machines: one slow moment is tried again, and said; a defect fails twice.
          retry: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
    coverage: {
      include: ['src/feeds/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
      // A hundredth of a percent of slack: what only chance covers (fuzz seeds) must not fail a run.
      thresholds: { lines: 99.9, branches: 99.9, functions: 99.9, statements: 99.9 },
    },
  },
}));
