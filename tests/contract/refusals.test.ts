import { describe, expect, test } from 'vitest';
import { RIGHTS, type Right } from '#shared/domain/people/rights.ts';
import { as, id, openShop, type Shop } from '#tests/host/open-host.ts';
import { sample, wrongInputs } from './inputs.ts';
import { call, PROCEDURES, refusalOf } from './procedures.ts';
import { stateOf } from './state-of.ts';

const isRight = (needs: string): needs is Right => (RIGHTS as readonly string[]).includes(needs);
const withInput = PROCEDURES.filter(({ input }) => input !== null);
const forSomebody = PROCEDURES.filter(({ meta }) => meta.needs !== 'anyone');
const byRight = PROCEDURES.filter(({ meta }) => isRight(meta.needs));

const inputOf = (input: (typeof PROCEDURES)[number]['input']) => (input ? sample(input) : undefined);

test('the contract is walked whole', () => {
  expect(PROCEDURES.length).toBeGreaterThan(90);
  expect(byRight.length).toBeGreaterThan(40);
});

describe('malformed and oversized calls are refused with a typed error and change nothing', () => {
  test('by the owner, who may everything', async () => {
    const { host, owner } = await openShop();
    const before = stateOf(host);
    const passed: string[] = [];
    for (const { name, path, input } of withInput) {
      if (!input) continue;
      for (const { what, input: bad } of wrongInputs(input)) {
        const refusal = await refusalOf(call(owner, path, bad));
        if (refusal?.code !== 'BAD_REQUEST') passed.push(`${name}: ${what} → ${refusal?.code ?? 'done'}`);
      }
    }
    expect(passed).toEqual([]);
    expect(stateOf(host)).toBe(before);
  }, 180_000);
});

describe('unauthorised calls are refused before their input is read and change nothing', () => {
  const refusedAll = async (
    shop: Shop,
    given: {
      readonly client: unknown;
      readonly procedures: typeof PROCEDURES;
      readonly expected: (needs: string) => unknown;
    },
  ) => {
    const before = stateOf(shop.host);
    for (const { name, path, meta, input } of given.procedures) {
      for (const tried of [inputOf(input), { nonsense: true }]) {
        const refusal = await refusalOf(call(given.client, path, tried));
        expect({ name, code: refusal?.code, defined: refusal?.defined, data: refusal?.data }).toEqual({
          name,
          defined: true,
          ...(given.expected(meta.needs) as object),
        });
      }
    }
    expect(stateOf(shop.host)).toBe(before);
  };

  test('signed out', async () => {
    const shop = await openShop();
    const client = shop.page();
    const expected = () => ({ code: 'UNAUTHORIZED', data: undefined });
    await refusedAll(shop, { client, procedures: forSomebody, expected });
  });

  test('signed in with every right but the one', async () => {
    const shop = await openShop();
    const { owner } = shop;
    const role = await owner.people.saveRole({ commandId: id(), role: null, name: 'Nearly', grants: {} });
    const person = await shop.hire('Almost Everything', role.id, '605948');
    const client = shop.page();
    await client.session.signIn({ person, pin: '605948' });
    for (const procedure of byRight) {
      const grants = Object.fromEntries(
        RIGHTS.filter((right) => right !== procedure.meta.needs).map((right) => [
          right,
          { state: 'allowed' as const },
        ]),
      );
      await owner.people.saveRole({ commandId: id(), role: role.id, name: 'Nearly', grants });
      const expected = (right: string) => ({ code: 'FORBIDDEN', data: { right } });
      await refusedAll(shop, { client, procedures: [procedure], expected });
    }
  });

  test('by a token without the right', async () => {
    const shop = await openShop();
    const { token } = await shop.owner.tokens.make({
      commandId: id(),
      name: 'nothing',
      person: shop.ownerId,
      rights: [],
      days: 1,
    });
    const context = await shop.host.authenticateToken(token);
    if (!context) throw new Error('the token is good');
    const client = as(shop.host, context);
    const procedures = byRight.filter(({ meta }) => meta.scripts);
    const expected = (right: string) => ({ code: 'FORBIDDEN', data: { right } });
    await refusedAll(shop, { client, procedures, expected });
  });

  test('by a token with every right, where scripts may not go', async () => {
    const shop = await openShop();
    const { token } = await shop.owner.tokens.make({
      commandId: id(),
      name: 'everything',
      person: shop.ownerId,
      rights: [...RIGHTS],
      days: 1,
    });
    const context = await shop.host.authenticateToken(token);
    if (!context) throw new Error('the token is good');
    const client = as(shop.host, context);
    const procedures = PROCEDURES.filter(({ meta }) => !meta.scripts);
    expect(procedures.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'session.signIn',
        'approvals.grant',
        'tokens.make',
        'setup.own',
        'people.setPin',
      ]),
    );
    const expected = () => ({ code: 'FORBIDDEN', data: { right: 'no-script' } });
    await refusedAll(shop, { client, procedures, expected });
  });
});
