import type { DiffPart } from '../reading/word-diff.ts';
import { word } from '../words.ts';

/** One version of a post: the first, what an edit made of it, or how another feed has it. */
export interface Version {
  feed: string;
  when: string;
  kind: 'first' | 'edit' | 'elsewhere';
  /** The differences from the version before; for another feed's, from the text shown. */
  parts?: DiffPart[];
}

/** Who published which when, each with its differences word by word. */
export function Versions({ versions }: { versions: Version[] }) {
  return (
    <section class="versions" aria-label={word('versions')}>
      <ol>
        {versions.map(({ feed, when, kind, parts }) => (
          <li key={`${feed} ${when}`} class="version" data-kind={kind}>
            <p class="version-head">
              <bdi>{feed}</bdi>
              <span>{word(`version_${kind}`, { when })}</span>
            </p>
            {parts && <Differences parts={parts} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Differences({ parts }: { parts: DiffPart[] }) {
  if (parts.every((part) => part.kind === 'same')) return <p class="version-same">{word('sameText')}</p>;
  return (
    <p class="version-text" dir="auto">
      {parts.map(({ kind, text }, i) => {
        if (kind === 'added') return <ins key={i}>{text}</ins>;
        return kind === 'removed' ? <del key={i}>{text}</del> : <span key={i}>{text}</span>;
      })}
    </p>
  );
}
