import { isTrackingParameter } from './tracking.ts';
import { parameterName } from './urls.ts';

/**
 * The same link without the parameters that only track where a reader came from, and without a name before the host
 * ("https://bank.example@elsewhere.example/"). All else stays untouched, in order.
 */
export function cleanLink(link: string): string {
  return withoutTracking(withoutName(link));
}

function withoutName(link: string): string {
  // A backslash ends the host as a slash does.
  if (!/^\s*https?:[/\\]*[^/\\?#]*@/i.test(link) || !URL.canParse(link)) return link;
  const url = new URL(link);
  url.username = '';
  url.password = '';
  return url.href;
}

function withoutTracking(link: string): string {
  const query = link.indexOf('?');
  if (query < 0) return link;
  const hash = link.indexOf('#', query);
  const end = hash < 0 ? link.length : hash;
  const kept = link
    .slice(query + 1, end)
    .split('&')
    .filter((pair) => !isTrackingParameter(parameterName(pair)));
  const search = kept.length === 0 ? '' : `?${kept.join('&')}`;
  return link.slice(0, query) + search + link.slice(end);
}
