/** A few lines of packages are changed at the build, so that less is evaluated, or there at all, when a page or the worker starts. */
import type { Plugin } from 'vite';

/** What stands in a file of a package, and what stands for it. */
const CHANGES: Record<string, [RegExp, string][]> = {
  // The names of HTML's entities, a third of what the worker evaluated, are unpacked when the first one is met.
  'entities/dist/generated/decode-data-html.js': [
    [
      /export const htmlDecodeTree = (?:\/\*.*?\*\/ )?(decodeTrieDict\(.*\));/s,
      'let unpacked;\nexport const htmlDecodeTree = () => (unpacked ??= $1);',
    ],
  ],
  'entities/dist/decode.js': [
    [/const decodeTree = htmlDecodeTree;/, 'const decodeTree = htmlDecodeTree();'],
    [/export \{ htmlDecodeTree \} from .*/, ''],
  ],
  // The copies of what live queries read are switched off (src/storage/database.ts), and nobody hooks a table.
  'dexie/dist/modern/dexie.mjs': [
    [/this\.use\(cacheMiddleware\);/, ''],
    [/this\.use\(hooksMiddleware\);/, ''],
    // What Safari alone needs.
    [/const useSafari14Workaround = [^;]*;/, ''],
    [/\(useSafari14Workaround \? idbReady\(\) : (DexiePromise\.resolve\(\))\)/, '$1'],
    [/ &&\s+!\(typeof navigator !== 'undefined' &&\s+\/Safari\/[^;{}]*? < 604\)/, ''],
    [/if \(typeof navigator !== 'undefined' &&\s+\/Safari\/[^{}]*? < 604\) \{[^}]*\}/, ''],
  ],
};

/** The packages' own code stays as it is but for these lines; where a newer version has others, the build fails and says so. */
export function leanPackages(): Plugin {
  return {
    name: 'sidereal:lean-packages',
    apply: 'build',
    transform(code, id) {
      const [, changes = []] = Object.entries(CHANGES).find(([path]) => id.endsWith(path)) ?? [];
      if (changes.length === 0) return undefined;
      return changes.reduce((changed, [wanted, instead]) => {
        if (!wanted.test(changed))
          throw new Error(`${id} has no ${wanted}: see test/tools/lean-packages.ts.`);
        return changed.replace(wanted, instead);
      }, code);
    },
  };
}
