/** A wall held by prose leaks: these tests read the source. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evaluatedFirst, findBreaches } from './architecture/find-breaches.ts';
import { LONGEST_FILE } from './architecture/walls.ts';

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).split(sep).join('/'));
}

test('every wall of src stands', () => {
  expect(sources('src').flatMap((path) => findBreaches(path, readFileSync(path, 'utf8')))).toEqual([]);
});

test('what the worker starts with is neither the database library nor the reading of feeds', () => {
  const first = new Set<string>();
  const follow = (path: string) => {
    if (first.has(path)) return;
    first.add(path);
    if (path.startsWith('src/'))
      for (const next of evaluatedFirst(path, readFileSync(path, 'utf8'))) follow(next);
  };
  follow('src/background/main.ts');
  expect([...first]).toContain('src/background/fetch-feed.ts');
  const heavy = [
    'dexie',
    'entities',
    'src/background/later.ts',
    'src/storage/database.ts',
    'src/feeds/read.ts',
  ];
  expect(heavy.filter((path) => first.has(path))).toEqual([]);
});

test('no tool of the tests is too long either', () => {
  const long = sources('test')
    .filter((path) => !path.endsWith('.test.ts') && !path.endsWith('.test.tsx'))
    .filter((path) => readFileSync(path, 'utf8').split('\n').length - 1 > LONGEST_FILE);
  expect(long).toEqual([]);
});

describe('a broken wall is found:', () => {
  const cases: [string, string, string, string][] = [
    [
      'a room',
      'src/feeds/merge.ts',
      "import { database } from '../storage/database.ts';",
      'may not import storage',
    ],
    [
      'a room, by type',
      'src/feeds/merge.ts',
      "import type { Row } from '../storage/schema.ts';",
      'may not import',
    ],
    [
      'a room, over lines',
      'src/storage/a.ts',
      "import {\n  a,\n} from '../panel/b.ts';",
      'may not import panel',
    ],
    [
      'a room, handed on',
      'src/badge.ts',
      "export { run } from './background/run.ts';",
      'may not import background',
    ],
    ['more than types', 'src/messages.ts', "import { read } from './feeds/read.ts';", 'may not import feeds'],
    ['a door', 'src/panel/actions.ts', "import Dexie from 'dexie';", 'its door is src/storage/'],
    [
      'a door, later',
      'src/panel/actions.ts',
      "await import('dompurify');",
      'its door is src/panel/sanitize.ts',
    ],
    ['a package without a door', 'src/feeds/text.ts', "import he from 'he';", 'no door'],
    ['a clock', 'src/feeds/merge.ts', 'const now = Date.now();', 'given the time'],
    ['the network', 'src/feeds/merge.ts', 'await fetch(url);', 'asks no server'],
    ['the day', 'src/devices/exchange.ts', 'const today = Date.now();', 'given all it knows'],
    [
      'a pure room',
      'src/devices/entry.ts',
      "import { db } from '../storage/database.ts';",
      'may not import storage',
    ],
    [
      'the database in the protocol',
      'src/sync/greader/login.ts',
      "import { db } from '../../storage/database.ts';",
      'knows no database',
    ],
    ['a second fetch in sync', 'src/sync/pull.ts', 'await fetch(url);', 'one door'],
    ['markup', 'src/panel/views/Post.tsx', 'element.innerHTML = body;', 'sanitize.ts only'],
    [
      'an address',
      'src/background/start.ts',
      "const home = 'https://reader.example';",
      'belong to the reader',
    ],
    ['a count', 'src/storage/posts.ts', 'return db.posts.count();', 'walks every key'],
    [
      'an import() in the worker',
      'src/background/main.ts',
      "await import('./later.ts');",
      'ask-later.ts loads',
    ],
    [
      'a DOM in the worker',
      'src/background/main.ts',
      "import { findText } from '../offscreen/find-text.ts';",
      'takes a DOM',
    ],
    ['a length', 'src/badge.ts', 'x\n'.repeat(LONGEST_FILE + 1), 'more than'],
    ['a name', 'src/panel/utils.ts', '', 'says nothing'],
    ['a name that is no name', 'src/panel/markRead.ts', '', 'kebab-case'],
    ['a place', 'src/lib/x.ts', '', 'no room'],
  ];
  test.each(cases)('%s', (_what, path, text, words) => {
    expect(findBreaches(path, text).join('\n')).toContain(words);
  });

  test('and what only looks like one is left alone', () => {
    expect(findBreaches('src/messages.ts', "import type { Outcome } from './feeds/outcome.ts';")).toEqual([]);
    expect(
      findBreaches('src/feeds/merge.ts', '// Date.now() is forbidden here, see https://w3.org\n'),
    ).toEqual([]);
    expect(
      findBreaches('src/panel/main.tsx', "import './styles/panel.css';\nimport { render } from 'preact';"),
    ).toEqual([]);
  });
});
