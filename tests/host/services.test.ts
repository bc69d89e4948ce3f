import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { aesSeal } from '#node/person-seal.ts';
import { scryptPins } from '#node/scrypt-pins.ts';
import type { PersonId, RegisterId, RoleId, StoreId, TenderId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import type { Actor } from '#shared/domain/people/person.ts';
import type { Grants } from '#shared/domain/people/rights.ts';
import { ok } from '#shared/domain/result.ts';
import { patch } from '#shared/journal/change.ts';
import { roleChanged } from '#shared/journal/entries/settings.ts';
import { localDevice } from '#shared/journal/tables/local.ts';
import type { By } from '#shared/services/journal/by.ts';
import { fact, type Host } from '#shared/services/journal/host.ts';
import { createCheckPin } from '#shared/services/people/check-pin.ts';
import { decideRights, undecidedOf } from '#shared/services/people/decide-rights.ts';
import { loadPeople } from '#shared/services/people/directory.ts';
import { erasePerson } from '#shared/services/people/erase-person.ts';
import { personViews } from '#shared/services/people/person-view.ts';
import { plainCode, recover, recoveryCode } from '#shared/services/people/recovery.ts';
import { savePerson } from '#shared/services/people/save-person.ts';
import { saveRole } from '#shared/services/people/save-role.ts';
import { setPin, unlockPerson } from '#shared/services/people/set-pin.ts';
import { goodToken, listTokens, makeToken, revokeToken } from '#shared/services/people/tokens.ts';
import { loadLocalSettings, saveLocalSetting } from '#shared/services/settings/local-settings.ts';
import { saveSettings } from '#shared/services/settings/save-settings.ts';
import { saveTender } from '#shared/services/settings/save-tender.ts';
import { keptScaleRules, saveScaleRules, tryScaleRules } from '#shared/services/settings/scale-rules.ts';
import { foundStore } from '#shared/services/setup/found-store.ts';
import { ownStore } from '#shared/services/setup/own-store.ts';
import { good } from '#tests/support/counter.ts';
import { describeEachEngine, type MakeHost } from '#tests/support/hosts.ts';
import { testPorts } from '#tests/support/test-host.ts';
import { OWN } from './open-host.ts';

const pins = scryptPins(new Uint8Array(32), { N: 16, r: 8, p: 1, maxmem: 1 << 20 });
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A store of one's own with its owner, as set-up leaves it. */
async function founded(makeHost: MakeHost) {
  const ports = testPorts();
  const { host, rows } = await makeHost(ports);
  const store = 'R01' as StoreId;
  const draft = good(ownStore({ ...OWN, store, register: '1' as RegisterId }));
  good(await foundStore(host, { pins, seal: aesSeal })(draft));
  const people = () => loadPeople(host.read, aesSeal);
  const [owner] = [...(await people()).values()];
  if (!owner) throw new Error('there is no owner');
  const grants = host.chain().roles.get('owner' as RoleId)?.grants ?? {};
  const actor: Actor = { person: owner.id, grants };
  return { host, rows, ports, people, owner, actor, by: () => byOf(host, actor) };
}

const byOf = (host: Host, actor: Actor, input: unknown = {}): By => ({
  command: { id: host.newId(), actor: actor.person, name: 'test', input },
  actor,
  approvals: [],
});

describeEachEngine('people', (makeHost) => {
  test('come, change role, get a PIN, are locked and unlocked, and are erased', async () => {
    const { host, people, by, ports } = await founded(makeHost);
    const clerk = { person: null, name: 'Mei Chen', role: 'clerk' as RoleId, active: true };
    const command = by();
    const id = good(await savePerson(host, aesSeal)(command, clerk));
    expect(good(await savePerson(host, aesSeal)(command, clerk))).toBe(id);
    good(await savePerson(host, aesSeal)(by(), { ...clerk, person: id, role: 'senior' as RoleId }));
    expect((await people()).get(id)).toEqual({ id, name: 'Mei Chen', role: 'senior', active: true });

    const check = createCheckPin(host, pins);
    const known = (await people()).get(id);
    expect(await check(id, '482613')).toMatchObject({ error: { code: 'PIN_WRONG' } });
    good(await setPin(host, pins, check)(by(), { person: known, pin: '482613', currentPin: undefined }));
    expect(await check(id, '482613')).toEqual({ ok: true, value: null });
    for (let n = 0; n < 4; n++) expect(await check(id, '0')).toMatchObject({ error: { code: 'PIN_WRONG' } });
    expect(await check(id, '0')).toMatchObject({ error: { code: 'PERSON_LOCKED', data: { minutes: 1 } } });
    const views = await personViews(host.read, [...(await people()).values()], ports.now());
    expect(views.map((view) => [view.name, view.hasPin, view.lockedUntil === null])).toEqual([
      ['Mei Chen', true, false],
      ['Wen Li', true, true],
    ]);
    good(await unlockPerson(host)(by(), id));
    good(await check(id, '482613'));

    good(await erasePerson(host, aesSeal)(by(), id));
    expect((await people()).get(id)).toMatchObject({ name: null, active: false });
    expect(await check(id, '482613')).toMatchObject({ error: { code: 'PIN_WRONG' } });
    expect(await erasePerson(host, aesSeal)(by(), id)).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  test('roles are added and changed, and somebody always keeps the people', async () => {
    const { host, by } = await founded(makeHost);
    const role = good(
      await saveRole(host, aesSeal)(by(), {
        role: null,
        name: 'Weekend',
        grants: { 'sale.sell': { state: 'allowed' } },
      }),
    );
    expect(host.chain().roles.get(role)).toMatchObject({ name: 'Weekend' });
    const owner = { role: 'owner' as RoleId, name: 'Owner', grants: {} };
    expect(await saveRole(host, aesSeal)(by(), owner)).toMatchObject({ error: { code: 'IN_USE' } });
    const unnamed = { role: null, name: ' ', grants: {} };
    expect(await saveRole(host, aesSeal)(by(), unnamed)).toMatchObject({ error: { code: 'NAME_MISSING' } });
  });

  test('roles of an older shop get the rights that came later, by whoever looks after people, and keep what they said', async () => {
    const { host, by, owner } = await founded(makeHost);
    const rightsOf = (role: string) => host.chain().roles.get(role as RoleId)?.grants ?? {};
    const older = (id: string, more: Grants = {}) => {
      const role = host.chain().roles.get(id as RoleId);
      if (!role) throw new Error(id);
      const { 'stock.transfer': _, 'stock.settle': _s, ...grants } = role.grants;
      const command = { id: host.newId(), actor: owner.id, name: 'test', input: id };
      return host.commitChain(command, async () =>
        ok({ entry: fact(roleChanged, { role: { ...role, grants: { ...grants, ...more } } }), answer: null }),
      );
    };
    await older('owner');
    await older('manager', { 'stock.settle': { state: 'denied' } });
    const undecided = (id: string) => {
      const role = host.chain().roles.get(id as RoleId);
      return role ? undecidedOf(role, host.chain()) : [];
    };
    expect([undecided('owner'), undecided('manager'), undecided('senior')]).toEqual([
      ['stock.transfer', 'stock.settle'],
      ['stock.transfer'],
      [],
    ]);
    // By hand nobody could: the owner lacks them too.
    const me = { ...by(), actor: { person: owner.id, grants: rightsOf('owner') } };
    const grants = { ...rightsOf('owner'), 'stock.transfer': { state: 'allowed' } } as const;
    expect(
      await saveRole(host, aesSeal)(me, { role: 'owner' as RoleId, name: 'Owner', grants }),
    ).toMatchObject({ error: { code: 'RIGHT_MISSING' } });
    for (const role of ['owner', 'manager'] as RoleId[]) good(await decideRights(host)(by(), role));
    expect(rightsOf('owner')).toMatchObject({ 'stock.settle': { state: 'allowed' }, ...grants });
    expect(rightsOf('manager')).toMatchObject({
      'stock.transfer': { state: 'allowed' },
      'stock.settle': { state: 'denied' },
    });
    expect(await decideRights(host)(by(), 'owner' as RoleId)).toMatchObject({ error: { code: 'STALE' } });
    expect(await decideRights(host)(by(), 'none' as RoleId)).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  test('a recovery code is good once', async () => {
    const { host, people, owner } = await founded(makeHost);
    const code = recoveryCode((count) => new Uint8Array(count).map((_, at) => at * 7));
    const hash = sha256(plainCode(code));
    const command = { id: host.newId(), actor: owner.id, name: 'test', input: {} };
    await host.commit(command, async () =>
      ok({ local: [patch(localDevice, { id: 'self' }, { recovery_hash: hash })], answer: null }),
    );
    const everybody = [...(await people()).values()];
    const open = recover(host, { pins, sha256, people: () => everybody });
    expect(await open({ code, pin: '1111' })).toMatchObject({ error: { code: 'PIN_WEAK' } });
    expect(await open({ code: 'AAAA', pin: '640852' })).toMatchObject({ error: { code: 'PIN_WRONG' } });
    expect(good(await open({ code: code.toLowerCase(), pin: '640852' }))).toBe(owner.id);
    expect(await open({ code, pin: '640852' })).toMatchObject({ error: { code: 'PIN_WRONG' } });
    good(await createCheckPin(host, pins)(owner.id, '640852'));
  });

  test('tokens are made, found by their hash while they are good, and revoked', async () => {
    const { host, by, owner, ports } = await founded(makeHost);
    const input = {
      name: 'nightly',
      person: owner,
      rights: ['sale.sell' as const],
      days: 1,
      hash: sha256('t'),
    };
    const id = good(await makeToken(host)(by(), input));
    expect(await goodToken(host.read, sha256('t'), ports.now())).toMatchObject({ id, rights: ['sale.sell'] });
    expect(await goodToken(host.read, sha256('t'), ports.now() + 86_400_000)).toBeNull();
    expect(await goodToken(host.read, sha256('u'), ports.now())).toBeNull();
    good(await revokeToken(host)(by(), id));
    expect(await goodToken(host.read, sha256('t'), ports.now())).toBeNull();
    expect(await listTokens(host.read)).toMatchObject([{ id, revokedAt: expect.any(Number) }]);
    expect(await revokeToken(host)(by(), 'none')).toMatchObject({ error: { code: 'NOT_FOUND' } });
    const nobody = { ...input, person: undefined };
    expect(await makeToken(host)(by(), nobody)).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  test('nobody reaches above themselves', async () => {
    const { host, owner, people } = await founded(makeHost);
    const { 'store.maintain': _without, ...grants } =
      host.chain().roles.get('manager' as RoleId)?.grants ?? {};
    const deputy = byOf(host, { person: 'm' as PersonId, grants });
    const up = { person: null, name: 'Crown', role: 'owner' as RoleId, active: true };
    expect(await savePerson(host, aesSeal)(deputy, up)).toMatchObject({ error: { code: 'RIGHT_MISSING' } });
    expect(await erasePerson(host, aesSeal)(deputy, owner.id)).toMatchObject({
      error: { code: 'RIGHT_MISSING' },
    });
    expect((await people()).size).toBe(1);
  });
});

describeEachEngine('settings', (makeHost) => {
  test('a store is founded once, with all it needs to sell', async () => {
    const { host } = await founded(makeHost);
    const { settings, tenders, roles, taxClasses, categories } = host.chain();
    expect(settings).toMatchObject({
      store: 'R01',
      name: 'Mallard Riverside',
      cashRounding: { step: 10, mode: 'down' },
    });
    expect(tenders.map((t) => t.id)).toEqual(['cash', 'card', 'wechat', 'alipay', 'voucher']);
    expect([...roles.keys()].sort()).toEqual(['clerk', 'manager', 'owner', 'senior']);
    expect([...taxClasses.values()].map((t) => t.letter)).toEqual(['A', 'B']);
    expect(categories.size).toBe(1);
    const again = good(ownStore({ ...OWN, store: 'R01' as StoreId, register: '1' as RegisterId }));
    expect(await foundStore(host, { pins, seal: aesSeal })(again)).toMatchObject({
      error: { code: 'STALE' },
    });
  });

  test('are changed whole, or refused with the field that can’t stand', async () => {
    const { host, by } = await founded(makeHost);
    const known = host.chain().settings;
    if (!known) throw new Error('no settings');
    const { store: _store, currency: _currency, ...value } = known;
    good(await saveSettings(host)(by(), { ...value, name: 'Riverside II', dayStartHour: 5 }));
    expect(host.chain().settings).toMatchObject({ name: 'Riverside II', dayStartHour: 5, store: 'R01' });
    const up = { ...value, cashRounding: { step: minor(10), mode: 'half-up' as const } };
    expect(await saveSettings(host)(by(), up)).toMatchObject({
      error: { code: 'SETTING_INVALID', data: { field: 'cashRounding' } },
    });
  });

  test('a logo is a kept picture: no path leads out of the picture folder', async () => {
    const { host, by } = await founded(makeHost);
    const known = host.chain().settings;
    if (!known) throw new Error('no settings');
    const { store: _store, currency: _currency, ...value } = known;
    const logo = (name: string | null) => ({ ...value, receipt: { ...value.receipt, logo: name } });
    for (const name of ['../pepper', '/etc/passwd', 'logo.png', ''])
      expect(await saveSettings(host)(by(), logo(name))).toMatchObject({
        error: { code: 'SETTING_INVALID', data: { field: 'logo' } },
      });
    good(await saveSettings(host)(by(), logo('0123456789abcdef'.repeat(4))));
    good(await saveSettings(host)(by(), logo(null)));
  });

  test('there is always one way of paying in cash, and only one', async () => {
    const { host, by } = await founded(makeHost);
    const cash = host.chain().tenders.find((t) => t.id === 'cash');
    if (!cash) throw new Error('no cash');
    const { id: _id, ...value } = cash;
    const save = (tender: string | null, change: Partial<typeof value>) =>
      saveTender(host)(by(), { tender: tender as TenderId | null, value: { ...value, ...change } });
    expect(await save('cash', { active: false })).toMatchObject({ error: { code: 'IN_USE' } });
    expect(await save('cash', { kind: 'card' })).toMatchObject({ error: { code: 'SETTING_INVALID' } });
    expect(await save(null, { name: 'Cash 2' })).toMatchObject({ error: { code: 'SETTING_INVALID' } });
    expect(await save('none', {})).toMatchObject({ error: { code: 'NOT_FOUND' } });
    const made = good(await save(null, { name: 'Meal card', kind: 'other', opensDrawer: false }));
    expect(host.chain().tenders).toContainEqual(made);
    good(await save('cash', { name: 'Bargeld' }));
    expect(host.chain().tenders.find((t) => t.id === 'cash')?.name).toBe('Bargeld');
  });

  test('of this device stay here', async () => {
    const { host, owner, rows } = await founded(makeHost);
    const before = (await rows('journal')).length;
    const command = () => ({ id: host.newId(), actor: owner.id, name: 'test', input: {} });
    const printer = { host: '10.0.0.9', port: 9100, columns: 32, cut: false, drawerPin: 1 } as const;
    await saveLocalSetting(host)(command(), 'printer', printer);
    const device = { locale: 'zh-CN', theme: 'dark', keys: { pay: ['F2'] }, volume: 10 } as const;
    await saveLocalSetting(host)(command(), 'device', device);
    expect(await loadLocalSettings(host.read)).toEqual({ printer, device });
    expect((await rows('journal')).length).toBe(before);
  });

  test('rules for scale labels are kept and tried', async () => {
    const { host, by } = await founded(makeHost);
    expect(keptScaleRules(host.chain()).length).toBeGreaterThan(1);
    const rule = {
      id: 'w',
      name: 'weight',
      kind: 'weighted' as const,
      pattern: '21.....{NNDDD}x',
      checkDigit: 'strict' as const,
      active: true,
    };
    good(await saveScaleRules(host)(by(), [rule]));
    expect(keptScaleRules(host.chain())).toEqual([rule]);
    const [read, missed] = await tryScaleRules(host, [rule], ['2112345012452', '6901234567892']);
    expect(read).toMatchObject({ rule: 'weight', plu: '12345', kind: 'weighted', problem: 'no-product' });
    expect(missed).toMatchObject({ rule: null, problem: 'digits' });
    expect(await saveScaleRules(host)(by(), [{ ...rule, pattern: '{' }])).toMatchObject({
      error: { code: 'SETTING_INVALID' },
    });
  });
});
