import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { letDeviceBack, revokeDevice } from '../link/devices.ts';
import { makeEnrolmentCode } from '../link/enrolment.ts';
import { setFactAside, tryFactAgain } from '../link/kept-facts.ts';
import { setUpChain } from '../set-up/set-up-chain.ts';
import type { HqPool } from '../store/pool.ts';
import { type TypedSql, typedSql } from '../typed-sql.ts';
import type { ChainPorts } from './hq.ts';

const NAME = `select value from hq_state where key = 'chain'`;

/** What the pages change of the chain, over headquarters' own tables and the link to its devices. */
export function chainPorts(pool: HqPool, now: () => number): ChainPorts {
  const parts = { pool, now };
  return {
    name: async () => (await pool.query<{ value: string }>(NAME)).rows[0]?.value ?? '',
    rename: async (name) => {
      await pool.query(`update hq_state set value = $1 where key = 'chain'`, [name]);
    },
    setUp: async (draft, owner) => {
      const done = await setUpChain(parts, draft, (tx) => owner(typedSql(tx)));
      if (done.ok) return done;
      if (done.error === 'SET_UP_ALREADY') return await firstOwner(pool, owner);
      const [code, field] = FAULTS[done.error];
      return err(refuse(code, { field }));
    },
    makeCode: (wanted) => makeEnrolmentCode(parts, { ...wanted, role: 'register' }),
    revoke: (device, said) => revokeDevice(parts, device, said),
    tryFactAgain: (deed) => tryFactAgain(parts, deed),
    setFactAside: (deed) => setFactAside(parts, deed),
    letBack: (given) => letDeviceBack(parts, given),
  };
}

/** A chain that was made by hand has nobody who may sign in: whoever is first becomes its owner. */
const firstOwner = (
  pool: HqPool,
  owner: (tx: TypedSql) => Promise<void>,
): Promise<Result<void, DomainError>> =>
  pool.transaction(async (tx) => {
    await tx.query("select value from hq_state where key = 'chain' for update");
    if ((await tx.query('select 1 from hq_user limit 1')).count > 0) return err(refuse('STALE'));
    await owner(typedSql(tx));
    return ok(undefined);
  });

const FAULTS = {
  CHAIN_NAME_MISSING: ['NAME_MISSING', 'chain'],
  STORE_CODE_INVALID: ['SETTING_INVALID', 'store'],
  STORE_NAME_MISSING: ['NAME_MISSING', 'storeName'],
} as const;
