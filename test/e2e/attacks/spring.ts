/**
 * Puts into the page, by script and past the sanitizer, one of each thing that must set the wire off. To be given to
 * page.evaluate.
 */
export function springOwnWire(evil: string): void {
  const article = document.createElement('article');
  article.dataset.postId = '1';
  const body = document.createElement('div');
  body.className = 'post-body';
  article.append(body);
  const add = (name: string, attributes: Record<string, string>) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      try {
        element.setAttribute(key, value);
      } catch {
        // Refused where trusted types are enforced; the wire hears of that too.
      }
    }
    body.append(element);
  };
  add('img', { src: `${evil}/sprung.png`, onerror: 'TRIP()' });
  add('p', { onclick: 'TRIP()', id: 'app', class: 'notice' });
  add('a', { href: 'javascript:TRIP()' });
  add('a', { href: `${evil}/` });
  add('iframe', { src: `${evil}/frame` });
  const turned = document.createElement('p');
  turned.append(
    '\u202E a name ',
    Object.assign(document.createElement('b'), { textContent: 'host.example' }),
  );
  document.body.append(article, turned);
  add('p', { style: 'color: red' });
  const fixed = document.createElement('p');
  fixed.style.position = 'fixed';
  body.append(fixed);
  (globalThis as unknown as { TRIP(): void }).TRIP();
  alert('x');
}
