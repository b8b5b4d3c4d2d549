import { Empty } from '../components/Empty.tsx';
import { CalmSky } from '../components/pictures.tsx';
import { keyOf } from '../keyboard.ts';
import { word } from '../words.ts';
import { PostsScreen } from './PostsScreen.tsx';

/** The posts a person wants to keep at hand. */
export function StarredView() {
  const text = word('noStarsText', { key: keyOf('toggle-star') });
  const empty = <Empty title={word('noStars')} text={text} picture={<CalmSky />} />;
  return <PostsScreen scope={{ kind: 'starred' }} title={word('starred')} empty={empty} />;
}
