import { expect, test } from 'vitest';
import { NamespaceScope } from '../../src/feeds/parse/namespace-scope.ts';

const dc = 'http://purl.org/dc/elements/1.1/';

test('an attribute that only begins like a declaration is none', () => {
  const scope = new NamespaceScope(() => {});
  scope.enter(
    'rss',
    [
      { name: 'xmlnsd', value: dc },
      { name: 'xmlns:d', value: dc },
    ] as never,
    true,
  );
  expect(scope.keyOf('d:title')).toBe('dc:title');
  expect(scope.keyOf('title')).toBe('title');
});
