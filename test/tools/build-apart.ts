/** Builds some files by themselves, into the folder of the extension: they share no file with its pages. */
import { build, type InlineConfig } from 'vite';

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
