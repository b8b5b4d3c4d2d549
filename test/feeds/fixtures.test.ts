import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFeed } from '../../src/feeds/read.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/feeds');

const fixtures = readdirSync(FOLDER).filter((name) => !name.endsWith('.expected.json'));

/** Each fixture holds one fact: what stands in NAME.expected.json must be in what NAME gives. */
describe('fixtures', () => {
  test.each(fixtures)('%s', (name) => {
    const expected = JSON.parse(readFileSync(join(FOLDER, name.replace(/\.\w+$/, '.expected.json')), 'utf8'));
    const bytes = new Uint8Array(readFileSync(join(FOLDER, name)));
    expect(readFeed(bytes, { url: 'https://feed.example/feed.xml' })).toMatchObject(expected);
  });
});
