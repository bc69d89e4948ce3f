import { randomUUID } from 'node:crypto';
import { type DemoStore, fillDemoStore } from '#node/import/demo-store.ts';
import type { DomainError } from '#shared/domain/error.ts';
import type { PersonId, StoreId } from '#shared/domain/ids.ts';
import type { Result } from '#shared/domain/result.ts';
import { savePlace } from '#shared/services/settings/save-place.ts';
import { foundStore } from '#shared/services/setup/found-store.ts';
import { aesSeal } from '../../node/person-seal.ts';
import { scryptPins } from '../../node/scrypt-pins.ts';
import { createPasswords } from '../../server/people/passwords.ts';
import { createUsers } from '../../server/people/users.ts';
import { setUpChain } from '../../server/set-up/set-up-chain.ts';
import type { Hq } from '../../server/start-hq.ts';
import { typed, typedSql } from '../../server/typed-sql.ts';

/** Who may sign in at the demo's headquarters. The second factor is set up there, at the first sign-in. */
export const DEMO_OWNER = { account: 'grace', password: 'ducks on the river' } as const;

/** Name of the demo chain. */
const CHAIN = 'Mallard Market';

/** What the second store of the demo has of its own. */
const LAKESIDE = {
  store: 'R02' as StoreId,
  name: 'Mallard Lakeside 湖畔店',
  address: ['上海市浦东新区湖畔路 6 号', '6 Hupan Road, Pudong, Shanghai'],
  phone: '021-5555 0126',
};

/**
 * Makes the demo chain at headquarters: two stores, the people and their PINs, one catalog by the chain's author, and goods on the
 * shelves of both.
 */
export async function foundDemoChain(hq: Hq, demo: DemoStore): Promise<void> {
  const { pool } = hq.database;
  const { settings } = demo.draft;
  const users = createUsers({ sql: typed(pool), passwords: createPasswords(), now: Date.now });
  const owner = await users.founder({ id: randomUUID(), role: 'owner', ...DEMO_OWNER });
  const made = await setUpChain(
    { pool, now: Date.now },
    { chain: CHAIN, store: { code: settings.store, name: settings.name } },
    async (tx) => {
      await tx.query('insert into hq_store (store, name, opened_at) values ($1, $2, $3)', [
        LAKESIDE.store,
        LAKESIDE.name,
        Date.now(),
      ]);
      await owner(typedSql(tx));
    },
  );
  if (!made.ok) throw new Error(made.error);
  const ports = { pins: scryptPins(hq.identity.pepper), seal: aesSeal };
  const chain = await hq.hosts.of('chain' as StoreId);
  const everywhere = { ...settings, name: CHAIN, address: [], taxNumber: '', phone: '' };
  good(await foundStore(chain, ports)({ ...demo.draft, settings: everywhere }, 'chain'));
  const stores = [settings, { ...settings, ...LAKESIDE }];
  for (const { store, name, address, taxNumber, phone } of stores) {
    const command = { id: chain.newId(), actor: 'system' as PersonId, name: 'demo.place', input: {} };
    good(await savePlace(chain)(command, store, { name, address, taxNumber, phone }));
  }
  const hosts = await Promise.all(stores.map(({ store }) => hq.hosts.of(store)));
  const [first] = hosts;
  if (!first) throw new Error('the demo chain has no store');
  const shelves = hosts.map(({ commit }) => commit);
  const boss = (await pool.query<{ id: string }>('select id from person order by id limit 1')).rows[0]?.id;
  await fillDemoStore(
    { catalog: first.commitPart, shelves, newId: first.newId },
    demo,
    (boss ?? 'system') as PersonId,
  );
}

function good(result: Result<unknown, DomainError>): void {
  if (!result.ok) throw new Error(result.error.code);
}
