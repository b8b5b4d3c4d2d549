/** A feed whose time has come. */
export interface Due {
  feedId: number;
  dueAt: number;
  /** It was never asked, or a person asked for it: it does not wait for its turn. */
  isUrgent: boolean;
}

const hourMs = 60 * 60_000;
/** After a night's sleep all feeds are due: they are spread over about so many minutes. */
const spreadMinutes = 15;
/** Few feeds need no spreading, and not even very many are ever asked in one minute. */
const fewest = 40;
const most = 500;

/**
 * Which of the due feeds are asked in this minute, and in which order: all that are urgent, and of the others a share
 * of the `planned` feeds, so that 1,000 feeds never start in one minute. Those that are overdue longest and opened most
 * come first: an hour of waiting counts more, the more often a feed's posts are opened.
 */
export function feedsOfThisMinute<T extends Due>(
  due: T[],
  planned: number,
  opened: ReadonlyMap<number, number>,
  now: number,
): T[] {
  const share = Math.min(Math.max(Math.ceil(planned / spreadMinutes), fewest), most);
  const urgency = ({ feedId, dueAt }: Due) =>
    // A quarter of an hour for all, so that among feeds due at the same time those that are read come first.
    (now - dueAt + hourMs / 4) * (1 + Math.log2(1 + (opened.get(feedId) ?? 0)));
  const others = due.filter((each) => !each.isUrgent);
  const ranked = others
    .map((each) => ({ each, urgency: urgency(each) }))
    .sort((a, b) => b.urgency - a.urgency);
  return [...due.filter((each) => each.isUrgent), ...ranked.slice(0, share).map(({ each }) => each)];
}
