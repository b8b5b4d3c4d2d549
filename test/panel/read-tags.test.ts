import { expect, test } from 'vitest';
import { readTags } from '../../src/panel/read-tags.ts';

test.each([
  ['', []],
  ['Zed, zed', ['Zed']],
  ['#zed,  ZED ,Ze d', ['#zed', 'Ze d']],
  [' , #, a', ['a']],
  ['Straße, STRASSE, strasse', ['Straße']],
])('the tags in %j', (typed, tags) => {
  expect(readTags(typed)).toEqual(tags);
});
