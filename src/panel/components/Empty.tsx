import type { ComponentChildren } from 'preact';

interface Props {
  title: string;
  text?: string | undefined;
  picture?: ComponentChildren;
  children?: ComponentChildren;
}

/** A page that has nothing to list says why, and what can be done. */
export function Empty({ title, text, picture, children }: Props) {
  return (
    <div class="empty">
      {picture}
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {children && <div class="empty-actions">{children}</div>}
    </div>
  );
}
