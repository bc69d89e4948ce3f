import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { Translate } from '#shared/i18n/index.ts';
import { type BarcodeVerdict, judgeBarcode } from '../barcode-verdict.ts';
import styles from './barcode-list.module.css';

interface BarcodeListProps {
  readonly codes: readonly string[];
  readonly onChange: (codes: readonly string[]) => void;
  /** What the register refused, e.g. a code that another product has. */
  readonly error: string | undefined;
}

/** The codes of a product: scanned or typed, each judged as it stands. */
export function BarcodeList({ codes, onChange, error }: BarcodeListProps): ReactNode {
  const t = useT();
  return (
    <div className={styles['list']}>
      {codes.map((code, at) => {
        const { words, bad } = said(judgeBarcode(code, codes.slice(0, at)), t);
        const refused = at === 0 ? error : undefined;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a code being typed has no other identity than its place
          <div key={at} className={styles['line']}>
            <div className={styles['field']}>
              <TextField
                label={t('products.barcodeField', { at: String(at + 1) })}
                labelled={at === 0 ? 'visible' : 'hidden'}
                value={code}
                maxLength={48}
                takesScan
                placeholder={t('products.barcodeScan')}
                hint={bad ? undefined : words}
                error={bad ? words : refused}
                onChange={(next) => onChange(codes.with(at, next))}
              />
            </div>
            {codes.length === 1 ? null : (
              <IconButton
                icon={IconX}
                variant="quiet"
                label={t('common.remove')}
                onPress={() => onChange(codes.toSpliced(at, 1))}
              />
            )}
          </div>
        );
      })}
      <div>
        <Button
          icon={IconPlus}
          variant="quiet"
          disabled={codes.length >= 50 || codes.at(-1) === ''}
          onPress={() => onChange([...codes, ''])}
        >
          {t('products.addBarcode')}
        </Button>
      </div>
    </div>
  );
}

function said(verdict: BarcodeVerdict, t: Translate): { words: string | undefined; bad: boolean } {
  switch (verdict.is) {
    case 'empty':
      return { words: undefined, bad: false };
    case 'good':
      return { words: t('products.barcodeGood'), bad: false };
    case 'own':
      return { words: t('products.barcodeOwn'), bad: false };
    case 'signs':
      return { words: t('products.barcodeSigns'), bad: true };
    case 'twice':
      return { words: t('products.barcodeTwice'), bad: true };
    case 'check-digit':
      return { words: t('products.checkDigitWrong', { right: verdict.right }), bad: true };
  }
}
