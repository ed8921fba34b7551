import { useState } from 'react';
import { words } from '../messages/words';
import { Icon } from './icon';
import { toast } from './toast';

const SHOWN_MS = 2000;

/** Copies the text. Pages that are not served securely have no clipboard; then it says so. */
export function CopyButton({ text, label = words.ui.copy }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), SHOWN_MS);
    } catch {
      toast(words.ui.cannotCopy, 'bad');
    }
  };
  return (
    <button type="button" className="button" onClick={() => void copy()}>
      <Icon name={copied ? 'check' : 'copy'} size={18} />
      <span aria-live="polite">{copied ? words.ui.copied : label}</span>
    </button>
  );
}
