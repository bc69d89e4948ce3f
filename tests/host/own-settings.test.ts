import { expect, test } from 'vitest';
import { foundChain } from '#server/api/chain/found-chain.ts';
import type { PersonId, RegisterId, StoreId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import { inherit } from '#shared/domain/store/own-settings.ts';
import { loadChainFacts } from '#shared/services/journal/chain-facts.ts';
import { type OwnChanges, saveOwnSettings, settingLayers } from '#shared/services/settings/own-settings.ts';
import { savePlace } from '#shared/services/settings/save-place.ts';
import { SET_UP } from '#tests/hq/hq-place.ts';
import { good } from '#tests/support/counter.ts';
import { describeEachEngine, type MakeHost } from '#tests/support/hosts.ts';
import { REGISTER_1 } from '#tests/support/test-host.ts';

const BOSS = 'boss' as PersonId;

/** A chain of two stores, R01 with an address and a tax number, H02 with a name alone. */
async function chainOf(makeHost: MakeHost) {
  const { host } = await makeHost(undefined, { ...REGISTER_1, store: 'chain' as StoreId });
  const command = (name: string, input: unknown) => ({ id: host.newId(), actor: BOSS, name, input });
  good(await foundChain(host, SET_UP, BOSS));
  good(await savePlace(host)(command('place', {}), 'H02', { name: 'Hill Market' }));
  const place = (store: string, register: string | null) => ({
    store: store as StoreId,
    register: register as RegisterId | null,
  });
  const save = (store: string, register: string | null, changes: OwnChanges) =>
    saveOwnSettings(host)(
      {
        command: command('own', { store, register, changes }),
        actor: { person: BOSS, grants: {} },
        approvals: [],
      },
      { place: place(store, register), changes },
    );
  return {
    host,
    save,
    at: (store: string, register: string) => loadChainFacts(host.read, store as StoreId, register),
    layers: (store: string, register: string | null) => settingLayers(host.read, place(store, register)),
  };
}

describeEachEngine('settings of a store', (makeHost) => {
  test('hold at its registers alone, and one of these may differ; taken back, the wider word holds again', async () => {
    const { save, at } = await chainOf(makeHost);
    const cashRounding = { step: minor(50), mode: 'down' as const };
    good(await save('R01', null, { idleLockMinutes: 7, cashRounding, footer: 'By the quay' }));
    good(await save('R01', '2', { idleLockMinutes: 1, footer: 'Counter two' }));
    const seen = async (store: string, register: string) => {
      const { settings } = await at(store, register);
      return [settings?.idleLockMinutes, settings?.cashRounding.step, settings?.receipt.footer];
    };
    const chain = await seen('H02', '2');
    expect(chain).not.toContain(7);
    expect(await seen('R01', '1')).toEqual([7, 50, 'By the quay']);
    expect(await seen('R01', '2')).toEqual([1, 50, 'Counter two']);
    good(await save('R01', '2', { idleLockMinutes: null }));
    expect(await seen('R01', '2')).toEqual([7, 50, 'Counter two']);
    good(await save('R01', null, { idleLockMinutes: null, cashRounding: null, footer: null }));
    expect(await seen('R01', '1')).toEqual(chain);
  });

  test('say where each value comes from', async () => {
    const { save, layers } = await chainOf(makeHost);
    good(await save('R01', null, { phone: '021-555' }));
    good(await save('R01', '1', { locale: 'zh-CN' }));
    const found = await layers('R01', '1');
    expect([found?.store, found?.register]).toEqual([
      { address: ['12 Quay Street'], taxNumber: '91310000MA1K00000X', phone: '021-555' },
      { locale: 'zh-CN' },
    ]);
    expect(found && inherit(found.chain, found.store, found.register)).toMatchObject({
      phone: '021-555',
      locale: 'zh-CN',
      dayStartHour: 4,
    });
    good(await save('R01', null, { address: null }));
    expect((await layers('R01', null))?.store).toEqual({
      taxNumber: '91310000MA1K00000X',
      phone: '021-555',
    });
  });

  test('a way of paying is not offered in one store; cash always is', async () => {
    const { save, at } = await chainOf(makeHost);
    const { tenders } = await at('R01', '1');
    const idOf = (kind: string) => tenders.find((each) => each.kind === kind)?.id ?? '';
    good(await save('R01', null, { tendersOff: [idOf('card')] }));
    const offered = async (store: string) =>
      (await at(store, '1')).tenders.filter(({ active }) => active).map(({ kind }) => kind);
    expect(await offered('R01')).not.toContain('card');
    expect(await offered('H02')).toContain('card');
    expect(await save('R01', '1', { tendersOff: [idOf('cash')] })).toMatchObject({
      error: { code: 'IN_USE', data: { field: 'tendersOff' } },
    });
  });

  test('what can’t be sold by, or must agree over a store’s registers, is refused', async () => {
    const { save } = await chainOf(makeHost);
    const refusals = [
      await save('R01', null, { cashRounding: { step: minor(10), mode: 'half-up' } }),
      await save('R01', null, { timeZone: 'Mars/Olympus' }),
      await save('R01', '1', { timeZone: 'Asia/Tokyo' }),
    ].map((each) => !each.ok && [each.error.code, each.error.data?.['field']]);
    expect(refusals).toEqual(
      ['cashRounding', 'timeZone', 'timeZone'].map((field) => ['SETTING_INVALID', field]),
    );
  });
});
