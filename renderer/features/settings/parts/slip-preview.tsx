import type { ReactNode } from 'react';
import { pictureAddress } from '#renderer/features/office/picture.ts';
import type { ReceiptDocument } from '#shared/domain/receipt/document.ts';
import { layoutReceipt, type ReceiptRow } from '#shared/domain/receipt/layout.ts';
import { columnsOf } from '#shared/domain/receipt/width.ts';
import styles from './slip-preview.module.css';

interface SlipPreviewProps {
  readonly document: ReceiptDocument;
  /** 48 on 80 mm, 32 on 58 mm. */
  readonly columns: 48 | 32;
  readonly label: string;
}

/** A slip on the screen, row by row as the printer lays it out. */
export function SlipPreview({ document, columns, label }: SlipPreviewProps): ReactNode {
  return (
    <div className={styles['paper']} role="img" aria-label={label} data-columns={columns}>
      {layoutReceipt(document, columns).map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of paper have no other identity than their place
        <SlipRow key={at} row={row} />
      ))}
    </div>
  );
}

function SlipRow({ row }: { readonly row: ReceiptRow }): ReactNode {
  switch (row.kind) {
    case 'rule':
      return <div className={styles['rule']} />;
    case 'logo':
      return <img className={styles['logo']} src={pictureAddress(row.picture)} alt="" />;
    case 'barcode':
      return (
        <>
          <div className={styles['barcode']} />
          <div className={styles['number']}>{row.data}</div>
        </>
      );
    case 'text':
      return (
        <div
          className={styles['row']}
          data-bold={row.style.bold}
          data-size={row.style.size}
          data-inverse={row.style.inverse}
        >
          <Cells text={row.text} />
        </div>
      );
  }
}

/** Each character in exactly the columns it takes on paper, whatever the font says. */
function Cells({ text }: { readonly text: string }): ReactNode {
  return Array.from(text, (char, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: characters have no other identity than their place
    <span key={at} className={styles['cell']} data-wide={columnsOf(char) === 2}>
      {char}
    </span>
  ));
}
