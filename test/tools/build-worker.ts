/** Builds Chrome's worker: two classic scripts, of which the second is loaded when it is first needed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { type InlineConfig, minifySync, type Plugin, type Rolldown } from 'vite';
import { buildApart } from './build-apart.ts';
import { leanPackages } from './lean-packages.ts';

const FIRST = 'background.js';
const LATER = 'later.js';

/** All modules that are imported from these on, but for those behind an import(), by module id. */
export function staticImports(context: Rolldown.PluginContext, starts: string[]): Set<string> {
  const found = new Set<string>();
  const follow = (id: string) => {
    if (found.has(id)) return;
    found.add(id);
    for (const next of context.getModuleInfo(id)?.importedIds ?? []) follow(next);
  };
  for (const id of context.getModuleIds()) if (starts.some((start) => id.endsWith(start))) follow(id);
  return found;
}

/**
 * The worker is built by itself, without what only the panel asks of the shared rooms. It is started every minute, and the
 * browser unpacks all that a script holds before its first line runs: what stands behind an import() is a script of its own.
 */
export function chromeWorker(entry: string, outDir: string, common: InlineConfig): Plugin {
  return {
    name: 'sidereal:worker',
    apply: 'build',
    async closeBundle() {
      // What crxjs is told of a worker it wraps in a loader: one more file.
      const path = `${outDir}/manifest.json`;
      const built = JSON.parse(readFileSync(path, 'utf8'));
      writeFileSync(
        path,
        `${JSON.stringify({ ...built, background: { service_worker: FIRST } }, null, 2)}\n`,
      );
      const first = new Set<string>();
      await buildApart(common, [leanPackages(), inTwo(entry, first)], {
        // Below, each script as a whole.
        minify: false,
        // As a library it has no helper of Vite's around import(), which is for pages.
        lib: { entry, formats: ['es'], fileName: () => FIRST },
        rollupOptions: {
          preserveEntrySignatures: 'allow-extension',
          output: {
            chunkFileNames: LATER,
            codeSplitting: {
              includeDependenciesRecursively: false,
              groups: [{ name: 'later', test: (id: string) => !first.has(id) }],
            },
          },
        },
      });
    },
  };
}

/** Divides the modules, and makes classic scripts of what was built as modules: a worker has importScripts, but no import(). */
function inTwo(entry: string, first: Set<string>): Plugin {
  return {
    name: 'sidereal:in-two',
    buildEnd() {
      for (const id of staticImports(this, [entry])) first.add(id);
    },
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const names = chunks.map(({ fileName }) => fileName).sort();
      if (names.join() !== [FIRST, LATER].join())
        throw new Error(`The worker is ${names}, not ${FIRST} and ${LATER}.`);
      for (const chunk of chunks) {
        const script = chunk.fileName === FIRST ? asFirst(chunk.code) : asLater(chunk.code);
        const { code, errors } = minifySync(chunk.fileName, script, { compress: { target: 'chrome123' } });
        if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
        chunk.code = code;
      }
    },
  };
}

/**
 * The browser keeps what a worker imports while it is installed, and gives it again to each that starts. Its policy wants to know
 * who names a script.
 */
function asFirst(module: string): string {
  const script = module
    .replaceAll(`import("./${LATER}")`, '$importLater()')
    .replace(/\nexport (\{[^}]*\});\s*$/, (_all, names) => `\nconst $first = ${asObject(names)};`);
  return `(() => {
const $ours = trustedTypes.createPolicy('sidereal', { createScriptURL: () => '${LATER}' });
const $load = () => importScripts($ours.createScriptURL(''));
addEventListener('install', $load);
let $later;
const $importLater = async () => $later ??= ($load(), takeLater($first));
${mustBeScript(script)}
})();`;
}

function asLater(module: string): string {
  const script = module
    .replace(
      /^import (\{[^}]*\}) from "\.\/background\.js";/,
      (_all, names) => `const ${asObject(names, true)} = $first;`,
    )
    .replace(/\nexport (\{[^}]*\});\s*$/, (_all, names) => `\nreturn ${asObject(names)};`);
  return `globalThis.takeLater = ($first) => {\n${mustBeScript(script)}\n};`;
}

/** "{ a as b }" of an export or import as an object, or as what takes one apart. */
function asObject(names: string, isTakenApart = false): string {
  return names.replace(/([\w$]+) as ([\w$]+)/g, isTakenApart ? '$1: $2' : '$2: $1');
}

function mustBeScript(code: string): string {
  const left = /^(import|export)\b.*|\bimport\(["'`].*/m.exec(code)?.[0];
  if (left !== undefined)
    throw new Error(`A script of the worker has "${left}": see test/tools/build-worker.ts.`);
  return code;
}
