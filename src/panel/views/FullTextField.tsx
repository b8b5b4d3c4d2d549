import { useEffect, useState } from 'preact/hooks';
import type { FeedRow } from '../../storage/schema.ts';
import { wantFullText } from '../full-text.ts';
import { lackingAmong } from '../permissions.ts';
import { word } from '../words.ts';

/** The setting of a feed that brings only beginnings: always get the full text. */
export function FullTextField({ feed }: { feed: FeedRow }) {
  const [lacking, setLacking] = useState<string[]>([]);
  const site = feed.siteUrl ?? feed.url;
  useEffect(() => {
    lackingAmong([site]).then(setLacking, console.error);
  }, [site]);
  return (
    <label class="check-field">
      <input
        type="checkbox"
        data-action="always-full-text"
        checked={feed.alwaysFullText === true}
        onChange={(event) => void wantFullText(feed.id, event.currentTarget.checked, lacking)}
      />
      <span>
        {word('alwaysFullText')}
        <small>{word('alwaysFullTextHint')}</small>
      </span>
    </label>
  );
}
