import { expect, test } from 'vitest';
import { directionOf } from '../../src/panel/direction.ts';

test.each([
  ['Hello', 'ltr'],
  ['مرحبا', 'rtl'],
  ['  12 – שלום, hello', 'rtl'],
  ['42', 'ltr'],
  ['', 'ltr'],
  ['Hello مرحبا', 'ltr'],
])('%j reads %s', (text, expected) => expect(directionOf(text)).toBe(expected));
