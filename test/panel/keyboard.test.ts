import { describe, expect, test } from 'vitest';
import { conflictOf, keyTable, type Press, readKey, withOwnKeys } from '../../src/panel/keyboard.ts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  keyCode: 0,
  ...more,
});

describe('the table of keys', () => {
  test('gives no keys twice', () => {
    const keys = keyTable.map((row) => row.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('has no key that another one begins with', () => {
    const firsts = keyTable.filter((row) => row.keys.includes(' ')).map((row) => row.keys.split(' ')[0]);
    expect(keyTable.filter((row) => firsts.includes(row.keys))).toEqual([]);
  });

  test.each([
    ['j', 'next-post'],
    ['k', 'previous-post'],
    ['n', 'next-unread'],
    ['p', 'previous-unread'],
    ['o', 'toggle-open'],
    ['v', 'open-link'],
    ['m', 'toggle-read'],
    ['s', 'toggle-star'],
    ['t', 'add-tag'],
    ['u', 'undo'],
    ['A', 'mark-all-read'],
    ['?', 'show-keys'],
    ['Escape', 'close'],
  ])('%s is %s', (key, command) => {
    expect(readKey(press(key), '', 'page')).toEqual({ command, pending: '' });
  });
});

describe('two keys in a row', () => {
  test('the first waits for the second', () => {
    expect(readKey(press('g'), '', 'page')).toEqual({ pending: 'g' });
    expect(readKey(press('s'), 'g', 'page')).toEqual({ command: 'go-starred', pending: '' });
  });

  test('a second that leads nowhere counts as a first', () => {
    expect(readKey(press('j'), 'g', 'page')).toEqual({ command: 'next-post', pending: '' });
    expect(readKey(press('x'), 'g', 'page')).toEqual({ pending: '' });
  });

  test('Shift on the way to a capital letter forgets nothing', () => {
    expect(readKey(press('Shift'), 'g', 'page')).toEqual({ pending: 'g' });
  });
});

describe('keys are dead', () => {
  test('in inputs, but for Escape', () => {
    for (const row of keyTable.filter(({ keys }) => keys !== 'Escape' && !keys.includes(' '))) {
      expect(readKey(press(row.keys), '', 'input').command).toBeUndefined();
    }
    expect(readKey(press('Escape'), '', 'input').command).toBe('close');
  });

  test('while an input method composes', () => {
    expect(readKey(press('j', { isComposing: true }), '', 'page').command).toBeUndefined();
    expect(readKey(press('Enter', { keyCode: 229 }), '', 'page').command).toBeUndefined();
  });

  test('with Ctrl, Alt or Meta: those are the browser’s', () => {
    for (const held of ['ctrlKey', 'altKey', 'metaKey'] as const) {
      expect(readKey(press('s', { [held]: true }), '', 'page').command).toBeUndefined();
    }
  });

  test('Enter on a button presses the button', () => {
    expect(readKey(press('Enter'), '', 'button').command).toBeUndefined();
    expect(readKey(press('j'), '', 'button').command).toBe('next-post');
  });
});

describe('keys of one’s own', () => {
  test('replace those of the table, and leave the rest', () => {
    const table = withOwnKeys({ 'next-post': ['x', 'g n'], star: ['never heard of'], undo: [] });
    expect(readKey(press('x'), '', 'page', table).command).toBe('next-post');
    expect(readKey(press('n'), 'g', 'page', table).command).toBe('next-post');
    expect(readKey(press('j'), '', 'page', table).command).toBeUndefined();
    expect(readKey(press('u'), '', 'page', table).command).toBeUndefined();
    expect(readKey(press('k'), '', 'page', table).command).toBe('previous-post');
  });

  test.each([
    ['j', 'previous-post', 'next-post'],
    ['j', 'next-post', undefined],
    ['g', 'next-post', 'go-river'],
    ['j x', 'undo', 'next-post'],
    ['x', 'undo', undefined],
  ] as const)('%s for %s is in the way of %s', (keys, command, other) => {
    expect(conflictOf(keys, command, keyTable)?.command).toBe(other);
  });

  test('Ctrl and Command are one', () => {
    for (const held of ['ctrlKey', 'metaKey'] as const)
      expect(readKey(press('k', { [held]: true }), '', 'page').command).toBe('show-palette');
  });
});
