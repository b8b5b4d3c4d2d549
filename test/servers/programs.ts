/** Finds or makes the programs of a real server: PostgreSQL of the system, Miniflux built from the Go module proxy. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The version that test/servers/README.md speaks of; another one by MINIFLUX_VERSION. */
export const minifluxVersion = process.env.MINIFLUX_VERSION ?? 'v2.3.5';
const leastGo = [1, 26];
/** A first Go that can fetch the one a module asks for. */
const fetchingGo = [1, 21];
const buildMs = 10 * 60_000;

export interface Programs {
  /** The folder of initdb, postgres and psql. */
  postgres: string;
  miniflux: string;
}

/** Set by whoever has found out already that they cannot be had, to the sentence that says why. */
const known = 'SIDEREAL_NO_SERVERS';

/**
 * Sees to it that the tests with a real server can run; where they cannot, says why in one line, and they are counted as
 * skipped.
 */
export function prepareServers(): void {
  const found = findPrograms();
  if (typeof found !== 'string') return;
  console.log(`The tests with a real server are skipped. ${found}`);
  process.env[known] = found;
}

/** The programs, Miniflux built where it is not yet; or the sentence that says why they cannot be had. */
export function findPrograms(): Programs | string {
  const why = process.env[known];
  if (why !== undefined) return why;
  const postgres = findPostgres();
  if (postgres === undefined)
    return 'PostgreSQL was not found: install it (on Debian "postgresql"), or set POSTGRES_BIN to the folder of its programs.';
  const miniflux = process.env.MINIFLUX_PATH ?? builtMiniflux();
  if (existsSync(miniflux)) return { postgres, miniflux };
  const trouble = build(miniflux);
  return trouble ?? { postgres, miniflux };
}

/** Is there a Go that can build Miniflux? It is not tried. */
export function hasGo(): boolean {
  const version = /go(\d+)\.(\d+)/.exec(spawnSync('go', ['version'], { encoding: 'utf8' }).stdout ?? '');
  if (version === null) return false;
  const found = [Number(version[1]), Number(version[2])];
  return isAtLeast(found, process.env.GOTOOLCHAIN === 'local' ? leastGo : fetchingGo);
}

function isAtLeast([major = 0, minor = 0]: number[], [wantedMajor = 0, wantedMinor = 0]: number[]): boolean {
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** Debian keeps them out of the PATH: initdb and postgres are for one cluster each. */
export function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const asked = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' }).stdout?.trim();
  const folders = [process.env.POSTGRES_BIN, ...versions.map((each) => join(debian, each, 'bin')), asked];
  return folders.find(
    (folder) => folder && ['initdb', 'postgres', 'psql'].every((name) => existsSync(join(folder, name))),
  );
}

/** Built once a version, in the folder of the user's caches. */
function builtMiniflux(): string {
  const caches = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return join(caches, 'sidereal-tests', `miniflux-${minifluxVersion}`);
}

/** Builds Miniflux; answers why that was not possible. */
function build(path: string): string | undefined {
  if (!hasGo())
    return 'Go 1.26, or one that can fetch it (1.21 and later), was not found: Miniflux cannot be built.';
  const folder = `${path}.${process.pid}`;
  mkdirSync(folder, { recursive: true });
  console.log(`Building Miniflux ${minifluxVersion} (some minutes, once) …`);
  const { stderr, signal } = spawnSync('go', ['install', `miniflux.app/v2@${minifluxVersion}`], {
    encoding: 'utf8',
    timeout: buildMs,
    env: { ...process.env, CGO_ENABLED: '0', GOBIN: folder },
  });
  // By Go's rule for names it is called after the module's path.
  const built = join(folder, 'miniflux.app');
  const isBuilt = existsSync(built);
  if (isBuilt) renameSync(built, path);
  rmSync(folder, { recursive: true, force: true });
  if (isBuilt) return undefined;
  const why = signal === null ? stderr?.trim().split('\n').at(-1) : 'it took more than ten minutes';
  return `Miniflux could not be built: ${why}.`;
}
