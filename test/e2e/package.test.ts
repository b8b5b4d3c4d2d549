/** What is built: the two manifests, a worker that is complete, and Mozilla's linter. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

const LOOPBACK = ['http://127.0.0.1/*', 'http://*.localhost/*', 'https://*.localhost/*'];
const COMMON = ['activeTab', 'alarms', 'scripting', 'storage', 'unlimitedStorage', 'webRequest'];

/** Packages that set innerHTML inside; each is used in a way that our trusted-types policy watches. */
const UNSAFE_ASSIGNMENTS = [
  { package: 'preact', sign: '__html', why: 'dangerouslySetInnerHTML, which no source file of ours uses' },
  { package: 'dompurify', sign: 'createHTMLDocument', why: 'parses what it cleans, under its own policy' },
  { package: '@mozilla/readability', sign: 'noscript', why: 'unwrapped before, by reading/extract.ts' },
  { package: '@mozilla/readability', sign: 'charThreshold', why: 'starts over below it: we ask for 0' },
  {
    package: 'highlight.js',
    sign: 'highlightElement',
    why: 'paints elements itself, which nobody asks of it',
  },
];

interface Manifest {
  permissions: string[];
  background: { service_worker?: string; scripts?: string[] };
  content_security_policy: { extension_pages: string };
  host_permissions?: string[];
  [key: string]: unknown;
}

interface Finding {
  code: string;
  file: string;
  line: number;
  message: string;
}

function manifestOf(build: string): Manifest {
  return JSON.parse(readFileSync(`dist/${build}/manifest.json`, 'utf8'));
}

describe.each(['chrome', 'firefox'] as const)('the build for %s', (browser) => {
  const manifest = manifestOf(browser);

  test('asks for what it needs from the start, and for no host', () => {
    const own = browser === 'chrome' ? ['contextMenus', 'offscreen', 'sidePanel'] : ['menus'];
    expect([...manifest.permissions].sort()).toEqual([...COMMON, ...own].sort());
    expect(manifest.host_permissions).toBeUndefined();
    expect(manifest.optional_permissions).toEqual(['notifications']);
    expect(manifest.optional_host_permissions).toEqual(['*://*/*']);
  });

  test('has no file that a page of the web can reach, and hears none of them', () => {
    expect([manifest.web_accessible_resources, manifest.externally_connectable]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('has a policy as tight as works: nothing of another host but pictures and media, which sanitize.ts decides about', () => {
    expect(manifest.content_security_policy.extension_pages.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "font-src 'self'",
      "img-src 'self' http: https: data: blob:",
      'media-src http: https: data: blob:',
      // Feeds are fetched from wherever they are, and http feeds as they are.
      "connect-src 'self' http: https:",
      "object-src 'none'",
      "frame-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types sidereal dompurify',
    ]);
  });

  test('differs from the loopback build in one key', () => {
    const { host_permissions, ...rest } = manifestOf(`${browser}-loopback`);
    expect(host_permissions).toEqual(LOOPBACK);
    expect(rest).toEqual(manifest);
  });

  test('has a worker whose first script is small, and whose second one is named', () => {
    const start = manifest.background.service_worker ?? manifest.background.scripts?.[0] ?? '';
    const first = scriptsFrom(`dist/${browser}/${start}`);
    const code = [...first.values()].join('');
    if (browser === 'chrome') {
      expect([first.size, /\bimport\(/.test(code)]).toEqual([1, false]);
      expect(code.length).toBeLessThan(MOST_AT_START);
      expect(code).toContain('later.js');
      expect(readFileSync('dist/chrome/later.js', 'utf8')).not.toMatch(/\bimport\(/);
      return;
    }
    // Firefox's background is a page, which has all of its modules at hand.
    const later = [...code.matchAll(/import\(`\.\/([\w-]+?)-[\w-]{8}\.js`\)/g)].map((match) => match[1]);
    expect([...new Set(later)].sort()).toEqual(['database', 'later', 'reckon-price', 'wanted']);
  });
});

/** What is evaluated before the first request, in bytes as they stand. */
const MOST_AT_START = 32_000;
/** What only Preact and the panel's own words hold. */
const OF_PANEL = ['dangerouslySetInnerHTML', 'article[data-post-id', 'aria-expanded'];
/** What only DOMPurify holds. */
const PURIFIER = 'createHTMLDocument';
/** Both scripts, gzip: the browser hands them to each worker that starts. */
const MOST_OF_WORKER = 110_000;

test('the worker is at most 110 kB of script, gzip, and holds nothing of the panel', () => {
  const scripts = ['background.js', 'later.js'].map((file) => readFileSync(`dist/chrome/${file}`, 'utf8'));
  const early = 'early.js';
  expect(readdirSync('dist/chrome').filter((file) => file.endsWith('.js') && file !== early)).toHaveLength(
    scripts.length,
  );
  const bytes = scripts.map((code) => gzipSync(code).length).reduce((sum, each) => sum + each);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThan(MOST_OF_WORKER);
  for (const sign of OF_PANEL) expect(scripts.join('')).not.toContain(sign);
});

test('the hidden page, and what stands for it in the background of Firefox, starts no panel', () => {
  const html = readFileSync('dist/chrome/src/offscreen/index.html', 'utf8');
  const hidden = [...html.matchAll(/<script[^>]*\bsrc="([^"]+)"/g)].map((match) => `dist/chrome${match[1]}`);
  // Another room may have a file of that name: the one that is meant finds texts.
  const later = readdirSync('dist/firefox/assets').find(
    (file) =>
      file.startsWith('tasks-') && readFileSync(`dist/firefox/assets/${file}`, 'utf8').includes('./extract-'),
  );
  for (const start of [...hidden, `dist/firefox/assets/${later}`]) {
    const first = scriptsFrom(start);
    const all = new Map(first);
    const code = [...first.values()].join('');
    const wanted = [...code.matchAll(/import\(`\.\/([\w-]+\.js)`\)/g)].map((match) => match[1] ?? '');
    for (const part of ['extract-', 'sync-tasks-', 'bring-'])
      expect(wanted.some((file) => file.startsWith(part))).toBe(true);
    for (const file of wanted) scriptsFrom(posix.join(posix.dirname(start), file), all);
    // A backup needs no DOM: what finds text in web pages is loaded for that alone.
    const purifies = (scripts: Map<string, string>) => [...scripts.values()].join('').includes(PURIFIER);
    expect([purifies(first), purifies(all)]).toEqual([false, true]);
    const ofPanel = [...all].filter(([, script]) => OF_PANEL.some((sign) => script.includes(sign)));
    expect(ofPanel.map(([file]) => file)).toEqual([]);
  }
});

/** What one waits for before anything is painted; all else is loaded when it is wanted. */
const MOST_AT_FIRST = 90_000;

test('the panel needs at most 90 kB of script, gzip, for its first paint', () => {
  const html = readFileSync('dist/chrome/src/panel/index.html', 'utf8');
  const found = new Map<string, string>();
  for (const match of html.matchAll(/<script[^>]*\bsrc="([^"]+)"/g))
    scriptsFrom(`dist/chrome${match[1]}`, found);
  const bytes = [...found.values()].reduce((sum, code) => sum + gzipSync(code).length, 0);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThan(MOST_AT_FIRST);
  for (const part of ['dompurify', 'highlight', 'extract', 'PostContent'])
    expect([...found.keys()].filter((file) => file.includes(part))).toEqual([]);
});

/** A script and all it imports, by path. */
function scriptsFrom(file: string, found = new Map<string, string>()): Map<string, string> {
  if (found.has(file)) return found;
  const code = readFileSync(file, 'utf8');
  found.set(file, code);
  for (const match of code.matchAll(/\b(?:import|from)\s*["'](\.[^"']+)["']/g))
    scriptsFrom(posix.join(posix.dirname(file), match[1] ?? ''), found);
  return found;
}

test("Mozilla's linter has no error, and no warning but those of the table", async () => {
  const run = promisify(execFile)(
    process.execPath,
    ['node_modules/web-ext/bin/web-ext.js', 'lint', '--source-dir', 'dist/firefox', '--output', 'json'],
    { maxBuffer: 1e8 },
  );
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  const report = JSON.parse(stdout) as { errors: Finding[]; warnings: Finding[] };
  expect(report.errors).toEqual([]);
  expect(report.warnings.filter((warning) => warning.code !== 'UNSAFE_VAR_ASSIGNMENT')).toEqual([]);
  for (const { file } of report.warnings) {
    const code = readFileSync(`dist/firefox/${file}`, 'utf8');
    const named = UNSAFE_ASSIGNMENTS.filter(({ sign }) => code.includes(sign)).length;
    const inFile = report.warnings.filter((warning) => warning.file === file).length;
    expect(`${file}: ${inFile}`).toBe(`${file}: ${Math.min(inFile, named)}`);
  }
});
