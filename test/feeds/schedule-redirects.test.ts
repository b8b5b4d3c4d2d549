import { expect, test } from 'vitest';
import { afterRedirect, type MoveSeen, type Redirect } from '../../src/feeds/redirects.ts';

const to = 'https://new.example/feed';
const moved: Redirect = { status: 301, to };
const other: Redirect = { status: 308, to: 'https://other.example/feed' };
const temporary: Redirect = { status: 302, to: 'https://cdn.example/feed' };

/** The address to change to after each of these checks. */
function moves(checks: Redirect[][]): (string | undefined)[] {
  let before: MoveSeen | undefined;
  return checks.map((redirects) => {
    const { seen, moveTo } = afterRedirect(before, redirects);
    before = seen;
    return moveTo;
  });
}

test.each([
  ['the third time in a row', [[moved], [moved], [moved]], [undefined, undefined, to]],
  ['308 is as good', [[other], [other], [other]], [undefined, undefined, other.to]],
  ['an answer without one starts anew', [[moved], [moved], [], [moved]], []],
  ['another address starts anew', [[moved], [moved], [other], [moved]], []],
  ['never a temporary one', [[temporary], [temporary], [temporary], [temporary]], []],
  ['never one of unknown kind', [[{ to }], [{ to }], [{ to }]], []],
  [
    'the end of a permanent chain',
    [
      [other, moved],
      [other, moved],
      [other, moved],
    ],
    [undefined, undefined, to],
  ],
  [
    'what follows a temporary one does not count',
    [[moved, temporary], [moved, temporary, other], [moved]],
    [undefined, undefined, to],
  ],
  [
    'what begins with a temporary one does not count',
    [
      [temporary, moved],
      [temporary, moved],
      [temporary, moved],
    ],
    [],
  ],
] as [string, Redirect[][], (string | undefined)[]][])('%s', (_what, checks, expected) => {
  const found = moves(checks);
  expect(found).toEqual(checks.map((_, i) => expected[i]));
});
