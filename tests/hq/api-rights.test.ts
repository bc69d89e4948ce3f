import { isContractProcedure } from '@orpc/contract';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { HqMeta } from '#shared/contract/hq/base.ts';
import { hqContract } from '#shared/contract/hq/index.ts';
import { HQ_ROLES, hqMay } from '#shared/domain/people/hq-roles.ts';
import { sample, wrongInputs } from '#tests/contract/inputs.ts';
import { call, refusalOf } from '#tests/contract/procedures.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { type Browser, foundHq, type HqPlace, member, openHq } from './hq-place.ts';

interface Procedure {
  readonly name: string;
  readonly path: readonly string[];
  readonly meta: HqMeta;
  readonly input: z.ZodType | null;
}

/** Every procedure of the contract: a new one can't be forgotten. */
const PROCEDURES: readonly Procedure[] = walk(hqContract, []);

function walk(node: unknown, path: readonly string[]): Procedure[] {
  if (isContractProcedure(node)) {
    const { meta, inputSchema } = node['~orpc'];
    return [
      { name: path.join('.'), path, meta: meta as HqMeta, input: (inputSchema ?? null) as z.ZodType | null },
    ];
  }
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) => walk(child, [...path, key]));
}

const missing = await pgMissing();
const guarded = PROCEDURES.filter(({ meta }) => meta.needs !== 'anyone');

/** Everything headquarters holds, but when a session was last seen. */
async function stateOf({ pool }: HqPlace): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = current_schema() and tablename not in ('hq_session', 'hq_try') order by 1`,
  );
  const all: unknown[] = [];
  for (const { name } of rows)
    all.push(name, (await pool.once(`select * from "${name}" order by 1, 2`)).rows);
  return JSON.stringify(all);
}

async function refusedAll(
  place: HqPlace,
  given: {
    readonly browser: Pick<Browser, 'client'>;
    readonly procedures: readonly Procedure[];
    readonly expected: (meta: HqMeta) => object;
  },
): Promise<void> {
  const before = await stateOf(place);
  for (const { name, path, meta, input } of given.procedures) {
    // A refusal comes before the input is read.
    for (const tried of [input ? sample(input) : undefined, { nonsense: true }]) {
      const refusal = await refusalOf(call(given.browser.client, path, tried));
      expect({ name, code: refusal?.code, data: refusal?.data, defined: refusal?.defined }).toEqual({
        name,
        defined: true,
        data: undefined,
        ...given.expected(meta),
      });
    }
  }
  expect(await stateOf(place)).toBe(before);
}

describe.skipIf(missing !== null)(
  `who may call what at headquarters${missing === null ? '' : ` (${missing})`}`,
  () => {
    test('the contract is walked whole', () => {
      expect(PROCEDURES.length).toBeGreaterThan(40);
      expect(guarded.length).toBeGreaterThan(35);
    });

    test('nobody may call anything that is not for anyone', async () => {
      const place = await openHq();
      await foundHq(place);
      await refusedAll(place, {
        browser: place.browser(),
        procedures: guarded,
        expected: () => ({ code: 'UNAUTHORIZED' }),
      });
    });

    test('whoever has given only a password may go on signing in, and nothing else', async () => {
      const place = await openHq();
      const { owner } = await foundHq(place);
      const half = place.browser();
      const { account, password } = await member(place, owner, 'owner');
      await half.client.session.signIn({ account, password });
      await refusedAll(place, {
        browser: half,
        procedures: guarded.filter(({ meta }) => meta.needs !== 'half'),
        expected: () => ({ code: 'UNAUTHORIZED' }),
      });
    });

    test.each(HQ_ROLES)(
      '%s: what the role may not is refused and changes nothing, what it may passes the guard',
      async (role) => {
        const place = await openHq();
        const { owner } = await foundHq(place);
        const browser = await member(place, owner, role);
        const denied = ({ meta: { needs } }: Procedure) =>
          needs !== 'anyone' && needs !== 'half' && needs !== 'signed-in' && !hqMay(role, needs);
        await refusedAll(place, {
          browser,
          procedures: guarded.filter(denied),
          expected: ({ needs }) => ({ code: 'FORBIDDEN', data: { right: needs } }),
        });
        const ends = ['session.lock', 'session.signOutEverywhere', 'events.changes'];
        for (const { name, path } of guarded.filter((each) => !denied(each) && !ends.includes(each.name))) {
          const refusal = await refusalOf(call(browser.client, path, { nonsense: true }));
          expect([name, ['UNAUTHORIZED', 'FORBIDDEN'].includes(refusal?.code ?? '')]).toEqual([name, false]);
        }
      },
    );

    test('what changes who a browser is comes over HTTP alone', async () => {
      const place = await openHq();
      await foundHq(place);
      const doors = PROCEDURES.filter(({ meta }) => meta.door);
      expect(doors.map(({ name }) => name)).toEqual([
        'session.signIn',
        'session.choosePassword',
        'session.confirmFactor',
        'session.keepPasskey',
        'session.prove',
        'session.provePasskey',
        'setup.chain',
      ]);
      await refusedAll(place, {
        browser: place.socket(),
        procedures: doors,
        expected: () => ({ code: 'FORBIDDEN', data: { right: 'door' } }),
      });
    });

    test('malformed and oversized calls of an owner are refused with a typed error and change nothing', async () => {
      const place = await openHq();
      const { owner } = await foundHq(place);
      const before = await stateOf(place);
      const passed: string[] = [];
      for (const { name, path, input } of PROCEDURES) {
        if (!input) continue;
        for (const { what, input: bad } of wrongInputs(input)) {
          const refusal = await refusalOf(call(owner.client, path, bad));
          if (refusal?.code !== 'BAD_REQUEST') passed.push(`${name}: ${what} → ${refusal?.code ?? 'done'}`);
        }
      }
      expect(passed).toEqual([]);
      expect(await stateOf(place)).toBe(before);
    }, 120_000);
  },
);
