import { useEffect, useState } from 'preact/hooks';
import { muteQuery } from '../../feeds/rules.ts';
import { loadPost } from '../../storage/posts.ts';
import type { PostRow } from '../../storage/schema.ts';
import { Sheet } from '../components/Sheet.tsx';
import { focusAgain } from '../place.ts';
import { mutePosts } from '../rule-actions.ts';
import { go } from '../state/route.ts';
import { word } from '../words.ts';

/** Mutes a post's author, or a word: makes the rule that hides them. */
export function MuteSheet({ postId, onClose }: { postId: number; onClose(): void }) {
  const [post, setPost] = useState<PostRow>();
  // What is marked in the text is most likely meant.
  const [text, setText] = useState(() => document.getSelection()?.toString().trim().slice(0, 80) ?? '');
  const [isWrong, setIsWrong] = useState(false);
  useEffect(() => {
    loadPost(postId).then(setPost, console.error);
  }, [postId]);
  const doMute = (kind: 'word' | 'author', what: string) => {
    const query = muteQuery(kind, what);
    setIsWrong(query === undefined);
    if (query === undefined) return;
    onClose();
    // Until its card goes, if it does (state/hidden-rows.ts).
    focusAgain(postId);
    void mutePosts(query, what.trim());
  };
  const { author } = post ?? {};
  return (
    <Sheet title={word('mutePost')} onClose={onClose}>
      <p class="setting-text">{word('muteText')}</p>
      {author !== undefined && author !== '' && (
        <button
          type="button"
          class="button wide"
          data-action="mute-author"
          onClick={() => doMute('author', author)}
        >
          <bdi>{word('muteAuthor', { name: author })}</bdi>
        </button>
      )}
      <form
        class="field"
        onSubmit={(event) => {
          event.preventDefault();
          doMute('word', text);
        }}
      >
        <label for="mute-word">{word('muteWord')}</label>
        <div class="field-row">
          <input
            id="mute-word"
            dir="auto"
            value={text}
            aria-invalid={isWrong}
            aria-describedby={isWrong ? 'mute-wrong' : undefined}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button type="submit" class="button primary" data-action="mute-word">
            {word('mutePost')}
          </button>
        </div>
        {isWrong && (
          <p id="mute-wrong" class="danger-text" role="alert">
            {word('nothingToMute')}
          </p>
        )}
      </form>
      <button
        type="button"
        class="quiet-button"
        data-action="go-rules"
        onClick={() => {
          onClose();
          go({ view: 'rules' });
        }}
      >
        {word('rules')}
      </button>
    </Sheet>
  );
}
