import { useEffect, useState } from 'preact/hooks';
import { Bar } from '../components/Bar.tsx';
import { Empty } from '../components/Empty.tsx';
import { CalmSky } from '../components/pictures.tsx';
import { word } from '../words.ts';

/** A feed just subscribed to needs a moment to appear. */
const patienceMs = 500;

/** An address of a feed or a folder that is not there any more. */
export function Missing() {
  const [isSure, setIsSure] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSure(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <Bar title={word('appName')} back="#/feeds" />
      <main class="screen">
        {isSure && (
          <Empty title={word('missing')} text={word('missingText')} picture={<CalmSky />}>
            <a class="button" href="#/river" data-action="go-river">
              {word('river')}
            </a>
          </Empty>
        )}
      </main>
    </>
  );
}
