import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useAddressState } from '#renderer/app/use-address.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { hq } from '#renderer/host/hq.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Select } from '#renderer/ui/field.tsx';
import { Stack } from '#renderer/ui/layout.tsx';
import { EmptyState, ErrorLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import styles from './own-settings-screen.module.css';
import { OwnSettingsForm } from './parts/own-settings-form.tsx';

/** What one store, or one of its registers, has otherwise than the chain. */
export function OwnSettingsScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const stores = useQuery(hq.stores.list.queryOptions());
  const devices = useQuery(hq.devices.list.queryOptions());
  const [asked, setStore] = useAddressState('store', '');
  const [register, setRegister] = useAddressState('register', '');
  const store = asked === '' ? (stores.data?.[0]?.store ?? '') : asked;
  const place = { store, register: register === '' ? null : register };
  const layers = useQuery({
    ...hq.settings.own.queryOptions({ input: place }),
    enabled: store !== '',
  });
  const registers = (devices.data ?? []).filter(
    (device) => device.store === store && device.state !== 'revoked',
  );
  useEffect(() => {
    if (asked === '' && store !== '') setStore(store);
  }, [asked, store, setStore]);
  return (
    <OfficePage title={t('hq.own.title')} hint={t('hq.own.hint')} needs="settings.edit">
      <Stack gap={4}>
        <div className={styles['place']}>
          <Select
            label={t('hq.store')}
            value={store}
            searchable
            options={(stores.data ?? []).map((each) => ({
              value: each.store,
              label: `${each.store} · ${each.name}`,
            }))}
            onChange={(next) => {
              setRegister('');
              setStore(next);
            }}
          />
          <Select
            label={t('hq.register')}
            value={register}
            options={[
              { value: '', label: t('hq.own.wholeStore') },
              ...registers.map((each) => ({
                value: each.register,
                label: each.name === '' ? each.register : `${each.register} · ${each.name}`,
              })),
            ]}
            onChange={setRegister}
          />
        </div>
        <ErrorLine text={say(stores.error ?? layers.error)} />
        {stores.data?.length === 0 ? (
          <EmptyState title={t('hq.registers.none')} hint={t('hq.registers.noneHint')} />
        ) : null}
        {layers.data === undefined ? null : (
          <OwnSettingsForm key={`${store} ${register}`} place={place} layers={layers.data} />
        )}
      </Stack>
    </OfficePage>
  );
}
