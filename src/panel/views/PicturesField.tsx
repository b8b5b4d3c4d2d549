import { choosePictures } from '../../storage/feed-pictures.ts';
import type { FeedRow } from '../../storage/schema.ts';
import { word } from '../words.ts';

/** Whether the pictures of this one feed are loaded, where that is not as for all. */
export function PicturesField({ feed }: { feed: FeedRow }) {
  return (
    <label class="field">
      <span>{word('set_pictures')}</span>
      <select
        data-action="feed-pictures"
        value={feed.pictures ?? ''}
        onChange={(event) =>
          void choosePictures(feed.id, (event.currentTarget.value || undefined) as FeedRow['pictures'])
        }
      >
        <option value="">{word('asForAll')}</option>
        {(['load', 'ask', 'never'] as const).map((value) => (
          <option key={value} value={value}>
            {word(`pictures_${value}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
