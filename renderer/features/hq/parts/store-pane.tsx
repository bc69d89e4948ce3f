import type { ReactNode } from 'react';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { useHqMay } from '#renderer/host/hq.ts';
import { Button } from '#renderer/ui/button.tsx';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { StoreRow } from '#shared/contract/hq/stores.ts';
import { Facts } from './facts.tsx';
import { StoreDialog } from './store-dialog.tsx';

interface StorePaneProps {
  readonly store: StoreRow;
  readonly onClose: () => void;
  readonly onEnrol: () => void;
}

/** A store that has no register yet. */
export function StorePane({ store, onClose, onEnrol }: StorePaneProps): ReactNode {
  const t = useT();
  const { date } = useFormats();
  const mayStores = useHqMay('hq.stores');
  const mayDevices = useHqMay('hq.devices');
  const rename = (): void =>
    void openDialog((answer) => <StoreDialog store={store} onClose={() => answer(null)} />);
  return (
    <DetailPane
      title={store.name}
      hint={store.store}
      onClose={onClose}
      toRead
      footer={
        <Row gap={2}>
          {mayDevices ? (
            <Button variant="accent" onPress={onEnrol}>
              {t('hq.codes.make')}
            </Button>
          ) : null}
          {mayStores ? <Button onPress={rename}>{t('hq.stores.rename')}</Button> : null}
        </Row>
      }
    >
      <p>{t('hq.stores.bare')}</p>
      <Facts
        facts={[
          [t('setup.storeCode'), store.store],
          [t('hq.stores.since'), date(store.madeAt)],
        ]}
      />
    </DetailPane>
  );
}
