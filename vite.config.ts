import { readFileSync } from 'node:fs';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { pagesApart } from './test/tools/build-apart.ts';
import { earlyScript } from './test/tools/build-early.ts';
import { chromeWorker, staticImports } from './test/tools/build-worker.ts';
import { leanPackages } from './test/tools/lean-packages.ts';
import { coverage, projects } from './test/tools/projects.ts';

type Browser = 'chrome' | 'firefox';

const browser: Browser = process.env.BROWSER === 'firefox' ? 'firefox' : 'chrome';
/** The build for `npm start` and the tests: one more key, so that no one has to answer a permission prompt. */
const loopback = process.env.VARIANT === 'loopback';
/** The loopback build with the pages of the benches in it. */
const bench = process.env.VARIANT === 'bench';
const variant = bench ? '-bench' : loopback ? '-loopback' : '';
const outDir = `dist/${browser}${variant}`;

const PANEL = 'src/panel/index.html';
const OFFSCREEN = 'src/offscreen/index.html';
const WORKER = 'src/background/main.ts';
const BENCH = ['bench', 'floor', 'checks', 'search'].map((name) => `test/bench/pages/${name}.html`);

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
    // Built, it is a file of its own.
    ...(browser === 'chrome' && serving && { background: { service_worker: WORKER, type: 'module' } }),
    version,
    commands: {
      [browser === 'firefox' ? '_execute_sidebar_action' : '_execute_action']: OPEN_KEY,
      ...common.commands,
    },
    permissions: [...common.permissions, ...permissions],
    content_security_policy: { extension_pages: serving ? DEV_POLICY : POLICY },
    ...((loopback || bench) && {
      host_permissions: ['http://127.0.0.1/*', 'http://*.localhost/*', 'https://*.localhost/*'],
    }),
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

/**
 * What the panel needs at its start, what works behind it in Firefox, and the tasks that its background loads later: a
 * module and all that is imported from there on, by module id.
 */
const starts = { panel: new Set<string>(), behind: new Set<string>(), tasks: new Set<string>() };
/** What is loaded for a single task belongs to it, too: of the panel's own start it must load nothing. */
const TASKS = [
  'src/offscreen/tasks.ts',
  'src/offscreen/keep-search.ts',
  'src/sync/sync-tasks.ts',
  'src/storage/bring.ts',
];
const BEHIND = [WORKER, 'src/background/later.ts'];

/** Notes what belongs to which start, before the files are divided. */
function followStarts(): Plugin {
  return {
    name: 'sidereal:starts',
    buildEnd() {
      starts.panel = staticImports(this, ['src/panel/main.tsx']);
      starts.behind = staticImports(this, BEHIND);
      starts.tasks = staticImports(this, TASKS);
    },
  };
}

/** Vite's own helper for import(), and how links are cleaned in the list and in texts: what finds texts in Firefox must not load the list. */
const SMALL = /vite\/preload-helper|src[\\/](feeds[\\/]clean-link|panel[\\/]decode-safely)/;

/** Two packages stand alone, so that the linter's warnings name what they are about. */
const PURIFY = { name: 'dompurify', test: /node_modules[\\/]dompurify/ };
const isOfStart = (id: string) => starts.panel.has(id) && !/\.(css|html)/.test(id);

/**
 * Each file costs the first paint more than its bytes. In Chrome what the panel starts with is one, and what works behind it
 * is built apart; the background of Firefox is a module beside the panel, and loads nothing of it.
 */
const FILES =
  browser === 'chrome'
    ? [PURIFY, { name: 'start', test: (id: string) => isOfStart(id) || SMALL.test(id) }]
    : [
        PURIFY,
        { name: 'preact', test: /node_modules[\\/]@?preact/ },
        {
          name: 'shared',
          test: (id: string) =>
            (starts.panel.has(id) && (starts.behind.has(id) || starts.tasks.has(id))) || SMALL.test(id),
        },
        { name: 'start', test: isOfStart },
        // One file packs better than ten; of it the panel loads what it wants later.
        {
          name: 'core',
          test: (id: string) => starts.behind.has(id) && /src[\\/](feeds|storage)|entities/.test(id),
        },
      ];

/** What holds for everything that is built. */
const common = {
  define: { BUILT_FOR_FIREFOX: String(browser === 'firefox') },
  // Both browsers are newer than the language that Dexie is otherwise written down to.
  resolve: {
    alias: { dexie: new URL('node_modules/dexie/dist/modern/dexie.mjs', import.meta.url).pathname },
  },
  build: { outDir, target: browser === 'firefox' ? 'firefox140' : 'chrome123', modulePreload: false },
};

export default defineConfig(({ command, mode }) => ({
  plugins: [
    preact(),
    ...(mode === 'test'
      ? []
      : [
          crx({ manifest: manifest(command === 'serve'), browser }),
          settingsPage(),
          followStarts(),
          leanPackages(),
          earlyScript(PANEL, 'src/panel/early.ts', common),
          browser === 'chrome' && chromeWorker(WORKER, outDir, common),
          browser === 'chrome' && pagesApart([OFFSCREEN, ...(bench ? BENCH : [])], common),
        ]),
  ],
  ...common,
  // A page of an extension has no port of its own to find the server's by.
  server: { port: DEV_PORT, strictPort: true, hmr: { clientPort: DEV_PORT } },
  build: {
    ...common.build,
    emptyOutDir: true,
    rollupOptions: {
      // How long each plugin took is no warning; what Chrome's worker loads later the others have at once.
      checks: { bundlerTimings: false, ineffectiveDynamicImport: false },
      // crxjs finds the page of side_panel in the manifest, and not that of sidebar_action.
      ...(browser === 'firefox' && { input: { panel: PANEL } }),
      ...(command === 'build' && { output: { codeSplitting: { groups: FILES } } }),
    },
  },
  test: { projects, coverage },
}));
