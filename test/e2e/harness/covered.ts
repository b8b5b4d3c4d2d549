import type { Page } from 'puppeteer-core';

/** The buttons and links in sight that something else lies over, by their name: a click in their middle would miss them. */
export function covered(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isHit = (target: Element) => {
      const { left, top, width, height } = target.getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      return hit !== null && (target.contains(hit) || hit.contains(target));
    };
    const inSight = (target: Element) => {
      const { left, right, top, bottom, width } = target.getBoundingClientRect();
      return width > 0 && top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth;
    };
    return [...document.querySelectorAll('main button, .bar :is(button, a)')]
      .filter((target) => !target.closest('article') && inSight(target) && !isHit(target))
      .map((target) => target.getAttribute('data-action') ?? target.textContent ?? '');
  });
}

/** How far the page itself could be scrolled sideways, in pixels. */
export function sidewaysRoom(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
