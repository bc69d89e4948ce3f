import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { useT } from '#renderer/ui/words.tsx';

/** How long "Copied" is said, ms. */
const SAID = 2000;

/** Copies a text, and says so on itself. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }): ReactNode {
  const t = useT();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SAID);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    // Without TLS a browser has no clipboard to write to; the text can still be marked.
    await navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => {},
    );
  };
  return (
    <Button icon={copied ? IconCheck : IconCopy} onPress={() => void copy()}>
      {copied ? t('common.copied') : (label ?? t('hq.copy'))}
    </Button>
  );
}
