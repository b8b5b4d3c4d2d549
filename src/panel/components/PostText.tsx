import { useEffect, useState } from 'preact/hooks';
import { isCutOff } from '../../feeds/cut-off.ts';
import { fetchFullTextQuietly, lookUpPermission } from '../full-text.ts';
import { now } from '../state/clock.ts';
import type { LoadedBody } from '../state/first-texts.ts';
import { feedTextIds, fullTexts } from '../state/full-texts.ts';
import { feedsById } from '../state/library.ts';
import { settings } from '../state/settings.ts';
import { agoWords } from '../times.ts';
import { locale, word } from '../words.ts';
import { CutNote, FullTextNote, FullTextOffer } from './FullText.tsx';
import type { PostProps } from './Post.tsx';
import { PostBody } from './PostBody.tsx';

/** A text this short may be all there is, or a part: more is offered without a claim. */
const SHORT = 500;

/** A post's text: the feed's, or the whole from its page where that was fetched. */
export function PostText({ post, isOpen, body, sanitize, onFullText, onOpenLink }: PostProps & LoadedBody) {
  const [text, setText] = useState('');
  const [isCut, setIsCut] = useState(false);
  const own = body?.html || body?.summary || '';
  const whole = body?.fullText;
  const isWhole = whole !== undefined && !feedTextIds.value.has(post.id);
  const html = isWhole ? whole.html : own;
  const feed = feedsById.value.get(post.feedId);
  const isAlways = feed?.alwaysFullText === true;
  useEffect(() => {
    if (!isOpen || whole !== undefined) return;
    (isAlways ? fetchFullTextQuietly(post) : lookUpPermission(post)).catch(console.error);
  }, [isOpen, isAlways, whole === undefined, post.id]);
  const cutOff = isCutOff(text);
  const isShort = text.length < SHORT && post.enclosures === undefined;
  const isOffered =
    isOpen && whole === undefined && post.link !== undefined && (cutOff || isAlways || isShort);
  return (
    <>
      {whole !== undefined && (
        <FullTextNote
          ago={agoWords(whole.fetchedAt, now.value, locale.value)}
          isShown={isWhole}
          onSwitch={() => onFullText(post)}
        />
      )}
      {html !== '' && (
        <PostBody
          html={html}
          sanitize={sanitize}
          postId={post.id}
          baseUrl={post.link}
          pictures={feed?.pictures ?? settings.value.pictures}
          sizes={body?.pictureSizes ?? {}}
          played={body?.playedSeconds ?? {}}
          author={isWhole ? post.author : undefined}
          onShown={(shown, wasCut) => {
            setText(shown);
            setIsCut(wasCut);
          }}
        />
      )}
      {html !== '' && isCut && <CutNote hasPage={post.link !== undefined} onOpen={() => onOpenLink(post)} />}
      {html === '' && <p class="post-empty">{word('noBody')}</p>}
      {isOffered && (
        <FullTextOffer
          state={fullTexts.value.get(post.id)}
          isCutOff={cutOff}
          onFetch={() => onFullText(post)}
        />
      )}
    </>
  );
}
