import { useState } from 'preact/hooks';
import { UploadIcon } from './icons.tsx';

interface Props {
  action: string;
  title: string;
  hint?: string;
  /** What the browser's own chooser offers. */
  accept: string;
  onFile(file: File): void;
}

/** A field for a file, which is chosen or dropped here. */
export function FileDrop({ action, title, hint, accept, onFile }: Props) {
  const [isOver, setIsOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  return (
    <label
      class={`drop ${isOver ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <UploadIcon />
      <strong>{title}</strong>
      {hint !== undefined && <small>{hint}</small>}
      <input
        type="file"
        data-action={action}
        accept={accept}
        onChange={(event) => take(event.currentTarget.files)}
      />
    </label>
  );
}
