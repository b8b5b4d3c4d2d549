import { expect, test } from 'vitest';
import { MAX_NAMESPACES } from '../../src/feeds/limits.ts';
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

test('declarations beyond the limit do not count', () => {
  const scope = new NamespaceScope(() => {});
  const many = Array.from({ length: MAX_NAMESPACES }, (_, i) => ({ name: `xmlns:n${i}`, value: dc }));
  scope.enter('rss', [...many, { name: 'xmlns:d', value: dc }] as never, true);
  expect(scope.keyOf(`n${MAX_NAMESPACES - 1}:title`)).toBe('dc:title');
  expect(scope.keyOf('d:title')).toBe('?:title');
});
