import { expect, test } from 'vitest';
import { isByline } from '../../src/panel/reading/byline.ts';

test.each([
  ['Ann Ex', 'Ann Ex'],
  ['By Ann Ex', 'Ann Ex'],
  [' by\n  ann ex · ', 'Ann Ex'],
  ['Written by: Ann Ex', 'Ann Ex'],
  ['Von Ann Ex', 'Ann Ex'],
  ['作者：王小明', '王小明'],
])('%j says %j again', (line, author) => {
  expect(isByline(line, author)).toBe(true);
});

test.each([
  ['By Ann Ex and Bo Why', 'Ann Ex'],
  ['Ann Ex has a boat.', 'Ann Ex'],
  ['', ''],
  ['By', 'By the sea'],
  ['…', '–'],
])('%j does not say %j', (line, author) => {
  expect(isByline(line, author)).toBe(false);
});
