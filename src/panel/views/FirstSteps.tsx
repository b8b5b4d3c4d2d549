import { Bar } from '../components/Bar.tsx';
import { Empty } from '../components/Empty.tsx';
import { FirstSignal } from '../components/pictures.tsx';
import { word } from '../words.ts';

/** What the panel shows before there is any feed. */
export function FirstSteps() {
  return (
    <>
      <Bar title={word('appName')} />
      <main class="screen">
        <Empty title={word('firstTitle')} text={word('firstText')} picture={<FirstSignal />}>
          <a class="button primary" href="#/add" data-action="add-feed">
            {word('addFeed')}
          </a>
          <a class="button" href="#/welcome" data-action="show-starters">
            {word('seeStarters')}
          </a>
          <a class="button" href="#/import" data-action="go-import">
            {word('importOpml')}
          </a>
        </Empty>
      </main>
    </>
  );
}
