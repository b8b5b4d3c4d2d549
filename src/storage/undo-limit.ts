import type { ActionRow } from './schema-actions.ts';

/** So many things a person did can be taken back; a run of posts read one after the other is one of them. */
const steps = 50;
/** Within runs, so many single reads: each is taken back by itself. */
const reads = 200;

type Kind = Pick<ActionRow, 'kind' | 'count'>;

/**
 * Which actions, oldest first, are too far back to be taken back. Whoever reads with the keys makes an action of
 * every post: were each a step of its own, fifty posts would push "mark all read" out of reach.
 */
export function outOfReach<Action extends Kind>(actions: readonly Action[]): Action[] {
  const gone: Action[] = [];
  let taken = 0;
  let single = 0;
  for (let i = actions.length - 1; i >= 0; i--) {
    const action = actions[i] as Action;
    const next = actions[i + 1];
    if (!isSingleRead(action) || next === undefined || !isSingleRead(next)) taken++;
    if (isSingleRead(action)) single++;
    if (taken > steps || (isSingleRead(action) && single > reads)) gone.push(action);
  }
  return gone.reverse();
}

function isSingleRead({ kind, count }: Kind): boolean {
  return kind === 'mark-read' && count === 1;
}
