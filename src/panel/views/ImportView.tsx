import { useEffect, useState } from 'preact/hooks';
import * as actions from '../actions.ts';
import { Bar } from '../components/Bar.tsx';
import { FileDrop } from '../components/FileDrop.tsx';
import { WarningIcon } from '../components/icons.tsx';
import type { FirstUnreadChoice } from '../first-unread.ts';
import type { Reach } from '../permissions.ts';
import { type ImportStep, importStep, leaveImport, readFile, startImport } from '../state/importing.ts';
import { isChecking, pass } from '../state/library.ts';
import { counted, word } from '../words.ts';
import { FirstUnreadChoices, ReachChoices } from './choices.tsx';
import { exportOpml } from './export-opml.ts';
import { ImportReport } from './ImportReport.tsx';

/** Bring subscriptions in from an OPML file, or take them out. */
export function ImportView() {
  useEffect(() => leaveImport, []);
  const at = importStep.value;
  return (
    <>
      <Bar title={word('importOpml')} back="#/feeds" />
      <main class="screen page">
        {at?.step !== 'running' && at?.step !== 'done' && <FileField />}
        <div role="status">
          {at?.step === 'unreadable' && (
            <p class="banner trouble" data-refused>
              <WarningIcon />
              <span>{at.text}</span>
            </p>
          )}
          {at?.step === 'running' && <Running feeds={at.feeds} />}
          {at?.step === 'done' && <ImportReport report={at.report} />}
        </div>
        {at?.step === 'ready' && <Ready key={at.name} at={at} />}
        {at?.step === 'done' && <FileField />}
        {at === undefined && (
          <section class="page-part">
            <h2>{word('exportOpml')}</h2>
            <p>{word('exportText')}</p>
            <button type="button" class="button" data-action="export-opml" onClick={() => void exportOpml()}>
              {word('saveFile')}
            </button>
          </section>
        )}
      </main>
    </>
  );
}

function FileField() {
  return (
    <FileDrop
      action="import-opml"
      title={word('chooseFile')}
      hint={word('chooseFileHint')}
      accept=".opml,.xml,text/x-opml,text/xml,application/xml"
      onFile={(file) => void readFile(file)}
    />
  );
}

function Ready({ at }: { at: ImportStep & { step: 'ready' } }) {
  const [choice, setChoice] = useState<FirstUnreadChoice>('all');
  const [reach, setReach] = useState<Reach>('site');
  return (
    <section class="page-part">
      <h2 dir="auto">{at.name}</h2>
      <p>
        {counted('feedsCount', at.feeds)}
        {at.folders > 0 && `, ${counted('foldersCount', at.folders)}`}
      </p>
      {at.document.failed.length > 0 && <p>{counted('linesFailed', at.document.failed.length)}</p>}
      <FirstUnreadChoices value={choice} onChoose={setChoice} />
      {at.lacking.length > 0 && (
        <ReachChoices site={counted('reachSites', at.lacking.length)} value={reach} onChoose={setReach} />
      )}
      <button
        type="button"
        class="button primary wide"
        data-action="import-start"
        disabled={at.feeds === 0}
        onClick={() => void startImport(choice, reach)}
      >
        {counted('importFeeds', at.feeds)}
      </button>
    </section>
  );
}

function Running({ feeds }: { feeds: number }) {
  const { done, total } = isChecking.value && pass.value ? pass.value : { done: 0, total: feeds };
  return (
    <section class="page-part running">
      <h2>{word('importing')}</h2>
      <progress max={Math.max(total, 1)} value={done} aria-label={word('importing')} />
      <p>{word('checkingFeeds', { done, total })}</p>
      <button
        type="button"
        class="button"
        data-action="cancel-check"
        onClick={() => void actions.cancelCheck()}
      >
        {word('cancel')}
      </button>
    </section>
  );
}
