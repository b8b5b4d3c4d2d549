import type { FoundFeed } from '../find-feeds.ts';
import { wordOf } from '../words.ts';

/** Feeds that were found, to choose one from. */
export function FoundFeeds({
  title,
  feeds,
  onChoose,
}: {
  title: string;
  feeds: FoundFeed[];
  onChoose(url: string): void;
}) {
  return (
    <section class="page-part">
      <h2>{title}</h2>
      <ul class="found-feeds">
        {feeds.map((feed) => (
          <li key={feed.url}>
            <button
              type="button"
              class="found-feed"
              data-action="preview-found"
              onClick={() => onChoose(feed.url)}
            >
              <strong dir="auto">{feed.title || feed.url}</strong>
              <span class="address">{feed.url}</span>
              <small>{wordOf('found', feed.why)}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
