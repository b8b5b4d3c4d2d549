/** Blocks of code in a post: a button that copies them, and colours once they come near the window. */
import { word } from '../words.ts';

const COPIED_MS = 1600;
/** A post whose code took so long keeps one colour from there on: its words may be chosen to take long. */
const BUDGET_MS = 400;

/** Prepares the blocks of a body that is not yet on the page; answers how to stop. */
export function dressCode(body: DocumentFragment): () => void {
  const blocks = [...body.querySelectorAll('pre')].filter((block) => block.textContent?.trim());
  if (blocks.length === 0) return () => {};
  const budget = { spentMs: 0 };
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
        colour(target as HTMLPreElement, budget).catch(console.error);
      }
    },
    { rootMargin: '400px' },
  );
  for (const block of blocks) {
    for (const lineBreak of block.querySelectorAll('br')) lineBreak.replaceWith('\n');
    frame(block);
    watcher.observe(block);
  }
  return () => watcher.disconnect();
}

/** The button stands beside the block, so that it does not scroll with the code. */
function frame(block: HTMLPreElement): void {
  const box = document.createElement('div');
  box.className = 'code-block';
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.className = 'code-copy';
  copy.dataset.action = 'copy-code';
  copy.textContent = word('copyCode');
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(block.textContent ?? '');
    copy.textContent = word('copied');
    setTimeout(() => {
      copy.textContent = word('copyCode');
    }, COPIED_MS);
  });
  block.replaceWith(box);
  box.append(block, copy);
}

async function colour(block: HTMLPreElement, budget: { spentMs: number }): Promise<void> {
  // Links and pictures inside code say more than colours would.
  if (block.querySelector('a, img, table') !== null) return;
  const { highlight } = await import('./highlight.ts');
  // One block at a time, when nothing else is to be done.
  await new Promise((done) =>
    'requestIdleCallback' in window ? requestIdleCallback(done) : setTimeout(done),
  );
  if (budget.spentMs > BUDGET_MS) return;
  const start = performance.now();
  const coloured = highlight(block.textContent ?? '', languageOf(block));
  budget.spentMs += performance.now() - start;
  if (coloured === undefined) return;
  const code = document.createElement('code');
  code.dataset.language = coloured.language;
  code.append(...coloured.nodes);
  block.replaceChildren(code);
}

/** The language is named on the code, on its block, or on a box around it. */
function languageOf(block: HTMLPreElement): string | undefined {
  const inside = block.querySelector<HTMLElement>('[data-language]');
  const around = block.closest<HTMLElement>('.post-body [data-language]');
  return inside?.dataset.language ?? around?.dataset.language;
}
