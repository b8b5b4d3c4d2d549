/** Builds some files by themselves, into the folder of the extension: they share no file with its pages. */
import { build, type InlineConfig, type Plugin } from 'vite';
import { leanPackages } from './lean-packages.ts';

/** `common` is what holds for everything that is built; `own` and `plugins` are this build's. */
export async function buildApart(
  common: InlineConfig,
  plugins: InlineConfig['plugins'],
  own: InlineConfig['build'],
): Promise<void> {
  await build({
    ...common,
    plugins: plugins ?? [],
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: { ...common.build, emptyOutDir: false, ...own },
  });
}

/** Pages that load nothing of the panel's files: those of the panel need not be divided for them. */
export function pagesApart(pages: string[], common: InlineConfig): Plugin {
  return {
    name: 'sidereal:pages-apart',
    apply: 'build',
    closeBundle: () => buildApart(common, [leanPackages()], { rollupOptions: { input: pages } }),
  };
}
