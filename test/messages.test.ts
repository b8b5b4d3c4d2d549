import { expect, test, vi } from 'vitest';
import { browser } from '../src/browser.ts';
import { answerWith, type Handlers } from '../src/messages.ts';

const handlers = {
  checkNow: vi.fn(async () => ({ checked: 3 })),
  cancelCheck: vi.fn(async () => ({ cancelled: true })),
  preview: vi.fn(),
  fullText: vi.fn(),
  tidyUp: vi.fn(async () => ({ dropped: 0 })),
  finishTurning: vi.fn(async () => ({})),
};
answerWith(handlers as unknown as Handlers);
const { onMessage, id } = browser.runtime as unknown as {
  id: string;
  onMessage: { emit(...args: unknown[]): unknown[] };
};

/** What the listener answers at once, and what it replies. */
async function send(message: unknown, sender: { id?: string } = { id }): Promise<unknown> {
  const reply = vi.fn();
  const [isHeard] = onMessage.emit(message, sender, reply);
  await new Promise((done) => setTimeout(done));
  expect(reply.mock.calls.length).toBe(isHeard === true ? 1 : 0);
  return reply.mock.calls[0]?.[0];
}

test('our own pages are answered', async () => {
  expect(await send({ name: 'checkNow', payload: { feedIds: [1, 2] } })).toEqual({ value: { checked: 3 } });
  expect(await send({ name: 'checkNow', payload: {} })).toEqual({ value: { checked: 3 } });
});

test('whoever else asks gets no answer, and nothing is done', async () => {
  vi.clearAllMocks();
  const message = { name: 'checkNow', payload: {} };
  for (const sender of [{}, { id: 'another-extension' }, { id: '' }])
    expect(await send(message, sender)).toBeUndefined();
  expect(handlers.checkNow).not.toHaveBeenCalled();
});

test.each([
  undefined,
  null,
  'checkNow',
  7,
  [],
  {},
  { name: 'checkNow' },
  { name: 'checkNow', payload: null },
  { name: 'checkNow', payload: 'x' },
  { name: 'checkNow', payload: { feedIds: 'all' } },
  { name: 'checkNow', payload: { feedIds: ['1'] } },
  { name: 'preview', payload: {} },
  { name: 'preview', payload: { url: { toString: () => 'x' } } },
  { name: 'fullText', payload: { postId: '1' } },
  { name: 'toString', payload: {} },
  { name: '__proto__', payload: {} },
  { name: ['checkNow'], payload: {} },
])('a message that is none of ours is not heard: %j', async (message) => {
  vi.clearAllMocks();
  expect(await send(message)).toBeUndefined();
  for (const handler of Object.values(handlers)) expect(handler).not.toHaveBeenCalled();
});
