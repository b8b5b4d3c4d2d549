/** The names of HTML's entities are unpacked when the first one is met, not when a page or the worker starts. */
import type { Plugin } from 'vite';

/** What stands in the package `entities` and what stands for it: its table becomes a function that is called where it is read. */
const CHANGES: Record<string, [RegExp, string][]> = {
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
};

/**
 * A third of what the worker evaluates at each start was this table. The package's own code stays as it is but for these
 * lines; where a newer version has others, the build fails and says so.
 */
export function lateEntities(): Plugin {
  return {
    name: 'sidereal:late-entities',
    apply: 'build',
    transform(code, id) {
      const [, changes = []] = Object.entries(CHANGES).find(([path]) => id.endsWith(path)) ?? [];
      if (changes.length === 0) return undefined;
      return changes.reduce((changed, [wanted, instead]) => {
        if (!wanted.test(changed))
          throw new Error(`${id} has no ${wanted}: see test/tools/late-entities.ts.`);
        return changed.replace(wanted, instead);
      }, code);
    },
  };
}
