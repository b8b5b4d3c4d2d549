import { browser } from '../browser.ts';

/** Which addresses may be asked, by the permissions held now: one question to the browser instead of one for each feed. */
export async function loadPermitted(): Promise<(url: string) => boolean> {
  const { origins = [] } = await browser.permissions.getAll();
  const hosts = new Set<string>();
  for (const pattern of origins) {
    const [, scheme = '', host = ''] = /^(\*|https?):\/\/([^/]*)\//.exec(pattern) ?? [];
    const schemes = scheme === '*' ? ['http:', 'https:'] : [`${scheme}:`];
    for (const each of schemes) hosts.add(`${each}${host}`);
  }
  const isAll = origins.includes('<all_urls>');
  return (url) => {
    const { protocol, hostname } = new URL(url);
    if (isAll || hosts.has(`${protocol}*`) || hosts.has(protocol + hostname)) return true;
    // "*.example.org" is example.org itself and all below it.
    const labels = hostname.split('.');
    return labels.some((_, i) => hosts.has(`${protocol}*.${labels.slice(i).join('.')}`));
  };
}
