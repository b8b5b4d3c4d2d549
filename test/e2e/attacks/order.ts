/**
 * Words of ours (hosts, times, numbers, labels) that are drawn backwards: a text of a feed beside them has turned them
 * around. What stands in one box with the text that turns is the feed's own. To be given to page.evaluate.
 */
export function inspectOrder(): string[] {
  const turns = /[\u202a-\u202e\u2066-\u2069]/;
  const flaws: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node !== null; node = walker.nextNode() as Text | null) {
    const parent = node.parentElement as Element;
    const isOwnText = parent.closest('.post-body') !== null && parent.closest('.embed small') === null;
    if (isOwnText || turns.test(parent.closest('bdi, [dir="auto"]')?.textContent ?? '')) continue;
    for (const { 0: word, index } of node.data.matchAll(/[a-z0-9][a-z0-9.:-]{2,}/gi)) {
      const [first, last] = [index, index + word.length - 1].map((at) => {
        const range = document.createRange();
        range.setStart(node as Text, at);
        range.setEnd(node as Text, at + 1);
        return range.getBoundingClientRect();
      });
      if (first === undefined || last === undefined || first.width === 0) continue;
      const isOneLine = Math.abs(first.top - last.top) < 2;
      if (isOneLine && first.left > last.left)
        flaws.push(`"${word}" is turned: ${parent.outerHTML.slice(0, 200)}`);
    }
  }
  return flaws;
}
