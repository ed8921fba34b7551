import { CopyButton } from '../ui/copy_button';

interface Props {
  /** What the text is, to screen readers. */
  label: string;
  text: string;
}

/** A secret or a link that the drive never shows again, with a button that copies it. */
export function ShownOnce({ label, text }: Props) {
  return (
    <div className="shown-once">
      <output aria-label={label}>{text}</output>
      <CopyButton text={text} />
    </div>
  );
}
