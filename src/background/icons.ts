/** The feeds' icons. Each is fetched once in weeks, from the feed's own site, and kept: the panel asks no site for one. */
import { decodeBytes } from '../feeds/decode.ts';
import { findIcons, imageTypeOf, isOnSite } from '../feeds/site-icons.ts';
import type { IconImage } from '../storage/icon-row.ts';
import { dropUnusedIcons, saveIcon, sitesWantingIcon, type WantedIcon } from '../storage/icons.ts';
import { quietHost, quietUntilAt } from '../storage/quiet-hosts.ts';
import { type Fetched, fetchFeed } from './fetch-feed.ts';

const hourMs = 60 * 60 * 1000;
/** A site is asked again after four weeks, also when it had none. */
const lastsMs = 28 * 24 * hourMs;
/** One that gave no answer at all is asked again sooner. */
const againMs = 2 * 24 * hourMs;
/** From the request to the last byte. */
const longestMs = 10_000;
const sitesAtATime = 10;
/** Before each request: a site's feed may have been asked a moment ago. */
const restMs = 1_000;
/** Of the icons that a page names, so many are tried. */
const tried = 3;
const mostHops = 4;
const mostIconBytes = 200_000;
const mostPageBytes = 1_000_000;

const acceptIcons = 'image/*';
const acceptPages = 'text/html, application/xhtml+xml;q=0.9';

export interface IconFacts {
  now(): number;
  pause(ms: number): Promise<void>;
  isPermitted(url: string): Promise<boolean>;
  /** The picture as small as it is drawn; undefined when it cannot be drawn or is no icon by its shape. */
  shrink(bytes: Uint8Array, type: string): Promise<IconImage | undefined>;
  /** Checks go first: is none under way? */
  isIdle(): Promise<boolean>;
}

/** Fetches the icons that are wanted, some sites at a time. Answers whether more are wanted that can be asked for. */
export async function fetchIcons(facts: IconFacts): Promise<boolean> {
  await dropUnusedIcons();
  let asked = 0;
  for (const wanted of await sitesWantingIcon(facts.now() - lastsMs)) {
    if (!(await facts.isPermitted(wanted.pageUrl))) continue;
    if ((await quietUntilAt(new URL(wanted.pageUrl).host)) > facts.now()) continue;
    if (asked === sitesAtATime || !(await facts.isIdle())) return true;
    asked++;
    const icon = await new Search(wanted, facts).run();
    if (icon === 'unanswered') await saveIcon(wanted.site, undefined, facts.now() - lastsMs + againMs);
    else await saveIcon(wanted.site, icon, facts.now());
  }
  return false;
}

/** The search for one site's icon; it ends as soon as the host wants quiet or does not answer. */
class Search {
  private isOver = false;

  constructor(
    private readonly wanted: WantedIcon,
    private readonly facts: IconFacts,
  ) {}

  /** The icon; undefined when the site has none; 'unanswered' when it is silent or wants quiet. */
  async run(): Promise<IconImage | undefined | 'unanswered'> {
    const { imageUrl, pageUrl } = this.wanted;
    const own = imageUrl === undefined ? undefined : await this.picture(imageUrl);
    const found = own ?? (await this.firstOf(this.isOver ? [] : await this.namedBy(pageUrl)));
    return found ?? (this.isOver ? 'unanswered' : undefined);
  }

  private async firstOf(urls: string[]): Promise<IconImage | undefined> {
    for (const url of urls) {
      const icon = this.isOver ? undefined : await this.picture(url);
      if (icon !== undefined) return icon;
    }
    return undefined;
  }

  private async namedBy(pageUrl: string): Promise<string[]> {
    const page = await this.ask(pageUrl, acceptPages, mostPageBytes);
    const html = page === undefined ? '' : decodeBytes(page.bytes, page.facts.contentType ?? '').text;
    const named = findIcons(html, page?.facts.url ?? pageUrl).filter((url) => this.isOwn(url));
    const [usual] = named.slice(-1);
    return [...new Set([...named.slice(0, tried), ...(usual === undefined ? [] : [usual])])];
  }

  private async picture(url: string): Promise<IconImage | undefined> {
    if (!this.isOwn(url) || !(await this.facts.isPermitted(url))) return undefined;
    const answer = await this.ask(url, acceptIcons, mostIconBytes);
    const type = answer && imageTypeOf(answer.bytes);
    return type ? this.facts.shrink(answer.bytes, type) : undefined;
  }

  private isOwn(url: string): boolean {
    return isOnSite(url, this.wanted.site);
  }

  /** Follows redirects within the site alone: no other is asked for an icon. */
  private async ask(
    url: string,
    accept: string,
    mostBytes: number,
    hops = mostHops,
  ): Promise<(Fetched & { kind: 'bytes' }) | undefined> {
    const { facts } = this;
    await facts.pause(restMs);
    const fetched = await fetchFeed(url, {
      cancel: AbortSignal.timeout(longestMs),
      now: facts.now,
      accept,
      mostBytes,
      stays: true,
    });
    if (fetched.kind === 'bytes') return fetched;
    if (fetched.kind === 'limited')
      await quietHost(new URL(url).host, fetched.retryAt ?? facts.now() + hourMs);
    this.isOver = isSilent(fetched);
    const next = 'detail' in fetched && fetched.detail;
    return next && hops && this.isOwn(next) ? this.ask(next, accept, mostBytes, hops - 1) : undefined;
  }
}

function isSilent({ kind, ...fetched }: Fetched): boolean {
  if (kind === 'limited' || kind === 'cancelled') return true;
  return 'why' in fetched && /^(unreachable|slow-)/.test(fetched.why);
}
