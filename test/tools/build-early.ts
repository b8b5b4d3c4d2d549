/** Builds what the panel runs first: a classic script, which waits neither for styles nor for the panel's modules. */
import { fileURLToPath } from 'node:url';
import type { InlineConfig, Plugin } from 'vite';
import { buildApart } from './build-apart.ts';

const EARLY = 'early.js';
const BARE = fileURLToPath(new URL('../../src/storage/bare-database.ts', import.meta.url));

/** `page` names the script before all that it loads. While serving there is none: the panel then begins with its modules. */
export function earlyScript(page: string, entry: string, common: InlineConfig): Plugin {
  return {
    name: 'sidereal:early',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { path }) =>
        path.endsWith(page)
          ? [{ tag: 'script', attrs: { src: `/${EARLY}` }, injectTo: 'head-prepend' as const }]
          : [],
    },
    async closeBundle() {
      await buildApart(common, [withoutDexie()], {
        lib: { entry, formats: ['iife'], name: 'early', fileName: () => EARLY },
        rollupOptions: { treeshake: { moduleSideEffects: (id) => id.endsWith('open-early.ts') } },
      });
    },
  };
}

/** What reads the first page is the code that reads all pages, over the browser's own database. */
function withoutDexie(): Plugin {
  return {
    name: 'sidereal:without-dexie',
    enforce: 'pre',
    resolveId: (source) => (source.endsWith('/database.ts') ? BARE : undefined),
  };
}
