/** What a person does with saved views. */
import { changeView, removeView, saveView } from '../storage/views.ts';
import { settleLater } from './settle-later.ts';

/** Saves a query under a name; answers the view's id. */
export async function keepView(name: string, text: string): Promise<number> {
  const id = await saveView(name, text, Date.now());
  settleLater('save-view');
  return id;
}

/** Gives a saved view another name or query. */
export async function reviseView(viewId: number, name: string, text: string): Promise<void> {
  await changeView(viewId, name, text, Date.now());
  settleLater('change-view');
}

/** Takes a saved view away; the caller offers to take that back. */
export async function dropView(viewId: number): Promise<void> {
  await removeView(viewId, Date.now());
  settleLater('remove-view');
}
