import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { keyTable } from '../../src/panel/keyboard.ts';

const words = JSON.parse(readFileSync('public/_locales/en/messages.json', 'utf8')) as Record<
  string,
  { message: string }
>;

/** The README's table of keys as the sheet of keys would say it: one line a command, all its keys. */
function table(): string {
  const keysOf = new Map<string, string[]>();
  for (const { word, keys } of keyTable) {
    const shown = keys.split(' ').map((key) => `\`${key}\``);
    keysOf.set(word, [...(keysOf.get(word) ?? []), shown.join(' ')]);
  }
  return [...keysOf].map(([word, keys]) => `| ${keys.join(', ')} | ${words[word]?.message} |`).join('\n');
}

test('the README lists the keys as they are', () => {
  const [, listed = ''] =
    /<!-- keys.*?-->\n.*\n.*\n([\s\S]*?)\n<!-- \/keys -->/.exec(readFileSync('README.md', 'utf8')) ?? [];
  expect(listed).toBe(table());
});
