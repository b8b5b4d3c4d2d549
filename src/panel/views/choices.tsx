/** The choices that adding, importing and the first page share. */
import { Choices } from '../components/Choices.tsx';
import { type FirstUnreadChoice, firstUnreadChoices } from '../first-unread.ts';
import type { Reach } from '../permissions.ts';
import { word } from '../words.ts';

/** Which of a new feed's posts begin unread. */
export function FirstUnreadChoices(props: {
  value: FirstUnreadChoice;
  onChoose(value: FirstUnreadChoice): void;
}) {
  const choices = firstUnreadChoices.map((value) => ({ value, label: word(`firstUnread_${value}`) }));
  return <Choices title={word('firstUnread')} action="first-unread" choices={choices} {...props} />;
}

/** Which sites the browser will ask for: these ones, or all once. */
export function ReachChoices(props: { site: string; value: Reach; onChoose(value: Reach): void }) {
  const choices = [
    { value: 'site' as const, label: props.site },
    { value: 'all' as const, label: word('reachAll'), hint: word('reachAllHint') },
  ];
  return (
    <Choices
      title={word('reach')}
      action="reach"
      choices={choices}
      value={props.value}
      onChoose={props.onChoose}
    />
  );
}
