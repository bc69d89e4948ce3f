import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { download } from '#renderer/features/office/download.ts';
import { client } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { LinePlace, Place } from '#shared/contract/back-office.ts';
import { wholeCsv } from './whole-csv.ts';

interface CsvButtonsProps {
  readonly from: string;
  readonly to: string;
}

/** The sales and the Z reports of some days, as files for a sheet or a bookkeeper. */
export function CsvButtons({ from, to }: CsvButtonsProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const sales = useMutation({
    mutationFn: () => wholeCsv((after?: LinePlace) => client.reports.salesCsv({ from, to, after })),
    onSuccess: ({ name, parts }) => download(name, parts),
  });
  const shifts = useMutation({
    mutationFn: () => wholeCsv((after?: Place) => client.reports.zCsv({ from, to, after })),
    onSuccess: ({ name, parts }) => download(name, parts),
  });
  return (
    <>
      <ErrorLine text={say(sales.error ?? shifts.error)} />
      <Button icon={IconDownload} busy={sales.isPending} onPress={() => sales.mutate()}>
        {t('reports.salesCsv')}
      </Button>
      <Button icon={IconDownload} busy={shifts.isPending} onPress={() => shifts.mutate()}>
        {t('reports.zCsv')}
      </Button>
    </>
  );
}
