/** Addresses that exist to count readers; some are of pictures large enough to be seen. Hosts with their subdomains. */
const HOSTS = new Set(
  [
    // counters of readers
    'pixel.wp.com stats.wordpress.com stats.wp.com feedsportal.com pheedo.com feedads.g.doubleclick.net',
    'google-analytics.com googletagmanager.com doubleclick.net googlesyndication.com googleadservices.com',
    'scorecardresearch.com quantserve.com statcounter.com chartbeat.net bat.bing.com ct.pinterest.com',
    'analytics.twitter.com px.ads.linkedin.com mc.yandex.ru counter.yadro.ru hits.seeyoufarm.com hitwebcounter.com',
    'nr-data.net mixpanel.com amplitude.com segment.io cl.exct.net vg07.met.vgwort.de met.vgwort.de ivwbox.de',
    // newsletters that became feeds
    'list-manage.com mailtrack.io sendgrid.net sparkpostmail.com mandrillapp.com emltrk.com litmus.com',
  ]
    .join(' ')
    .split(' '),
);

/** Paths by which feed services, newsletter services and counters of one's own name the picture that counts. */
const PATHS =
  /^\/(~r\/|~ff\/|g\.gif$|b\.gif$|__utm\.gif$|piwik\.php$|matomo\.php$|track\/open|wf\/open|open\.(gif|php|aspx)$|e\/o\/|(tracking-?)?pixel(\.|\/|$)|beacon(\.|\/|$)|counter\.(gif|php|cgi)$)/i;

/** Is this the address of something that only counts readers? */
export function isBeacon(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname, pathname, protocol } = new URL(address);
  if (!/^https?:$/.test(protocol)) return false;
  const labels = hostname.split('.');
  return PATHS.test(pathname) || labels.some((_, from) => HOSTS.has(labels.slice(from).join('.')));
}
