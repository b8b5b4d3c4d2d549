/** Elements inside each other; a post that means it has fewer. */
const DEEPEST = 50;

/**
 * Brings up what lies deeper than anyone means: there the texts and the elements that hold no other stay, in their
 * order; those around them, and those that show nothing, go. Looks at each node once.
 */
export function flatten(fragment: DocumentFragment): void {
  for (const element of elementsAt(DEEPEST, fragment)) element.replaceChildren(...innermost(element));
}

/** Elements that show something without a word in them. */
const WORDLESS = 'img, br, hr, video, audio, iframe, input, math';

function elementsAt(depth: number, parent: ParentNode): Element[] {
  const children = [...parent.children];
  return depth === 1 ? children : children.flatMap((child) => elementsAt(depth - 1, child));
}

function innermost(element: Element): Node[] {
  const walker = element.ownerDocument.createTreeWalker(element);
  const found: Node[] = [];
  for (let at = walker.nextNode(); at !== null; at = walker.nextNode()) {
    // The text of an element that stays goes with it.
    const holder = at instanceof Element ? at : at.parentElement;
    const isInnermost = holder === null || holder.firstElementChild === null;
    const stays = at instanceof Element ? isInnermost : !isInnermost || holder === element;
    if (stays && shows(at)) found.push(at);
  }
  return found;
}

function shows(node: Node): boolean {
  return node.textContent?.trim() !== '' || (node instanceof Element && node.matches(WORDLESS));
}
