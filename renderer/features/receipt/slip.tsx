import { type ReactNode, useEffect, useState } from 'react';
import styles from './slip.module.css';

/** The face Chinese on slips is drawn with; loaded before it is needed, or characters would jump. */
const CHINESE = '22px "Noto Sans SC Variable"';

interface SlipProps {
  /** Drawn by the register itself from its own document; names on it are escaped there. */
  readonly svg: string;
}

/** A slip as it looks on paper. Paper is white in the dark too. */
export function Slip({ svg }: SlipProps): ReactNode {
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    const show = (): void => {
      if (current) setShown(svg);
    };
    // A font that can't be had changes the look, not the words.
    document.fonts.load(CHINESE, textOf(svg)).then(show, show);
    return () => {
      current = false;
    };
  }, [svg]);
  if (shown === null) return <div className={styles['slip']} />;
  return (
    <div
      className={styles['slip']}
      data-testid="slip"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: markup of the register, inline so that the page's fonts draw it
      dangerouslySetInnerHTML={{ __html: shown }}
    />
  );
}

const textOf = (svg: string): string => svg.replaceAll(/<[^>]*>/g, '');
