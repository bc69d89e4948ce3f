import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { SlipPreview } from '#renderer/features/settings/parts/slip-preview.tsx';
import { hq } from '#renderer/host/hq.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';

interface SlipPaneProps {
  readonly store: string;
  readonly kind: 'sale' | 'return' | 'z';
  readonly document: string;
  readonly onClose: () => void;
}

/** A sale, a return or a Z of some store: every line, tax and tender, as its slip tells it. */
export function SlipPane({ store, kind, document, onClose }: SlipPaneProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { dateTime } = useFormats();
  const { data, error } = useQuery(hq.chainSales.slip.queryOptions({ input: { store, kind, document } }));
  return (
    <DetailPane
      title={data?.number ?? ''}
      hint={data === undefined ? undefined : dateTime(data.at)}
      onClose={onClose}
      toRead
    >
      <ErrorLine text={say(error)} />
      {data === undefined ? null : (
        <SlipPreview document={data.slip} columns={48} label={t('hq.sales.slip', { number: data.number })} />
      )}
    </DetailPane>
  );
}
