/** What a form answers with when it is asked for one of its own methods by the name of a control. */
const CONTROLS = 'input, button, select, textarea, fieldset, object, output, img';

const seen = new WeakSet<Node>();

/**
 * Takes the names off the controls of a parsed page, once it is known to have a form: a form that is asked for
 * `hasChildNodes` answers with the control of that name. The purifier throws such forms away with all that stands in
 * them, and in Firefox it is now and then deceived and throws. A hook of the purifier's, called for each node.
 */
export function unnameControls(node: Node): void {
  if (!(node instanceof HTMLFormElement)) return;
  // Not a word is asked of the form itself, nor of its document: that can be made to lie by the same means.
  const page = Node.prototype.getRootNode.call(node);
  if (!(page instanceof Document) || seen.has(page)) return;
  seen.add(page);
  for (const control of Document.prototype.querySelectorAll.call(page, CONTROLS)) {
    control.removeAttribute('name');
    control.removeAttribute('id');
  }
}
