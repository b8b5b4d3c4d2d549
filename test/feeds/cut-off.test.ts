import { expect, test } from 'vitest';
import { isCutOff } from '../../src/feeds/cut-off.ts';

test.each([
  ['The lamp was lit at dusk […]', true],
  ['The lamp was lit at dusk [...]', true],
  ['The lamp was lit at dusk…', true],
  ['The lamp was lit at dusk ... ', true],
  ['The lamp was lit at dusk. Read more', true],
  ['The lamp was lit at dusk. Continue reading →', true],
  ['Die Lampe brannte. Weiterlesen »', true],
  ['The lamp was lit […] The post The Lamp appeared first on Harbour Notes.', true],
  ['The lamp was lit at dusk.', false],
  ['I want to read more books.', false],
  ['', false],
  [`${'A long text. '.repeat(300)}…`, false],
])('%s', (text, expected) => {
  expect(isCutOff(text)).toBe(expected);
});

test('a long run of the beginning of a signature takes no time', () => {
  const start = performance.now();
  isCutOff('the post '.repeat(330));
  expect(performance.now() - start).toBeLessThan(100);
});
