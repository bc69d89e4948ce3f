import { createReader } from '#electron/store/sqlite-reader.ts';
import { nodeCodec } from '#node/codec.ts';
import { type ParkedRow, readParks } from '#shared/services/tickets/parks.ts';
import { holds } from './broken.ts';
import { Parking } from './parking.ts';
import type { World } from './world.ts';

/** K1: in each life of headquarters one register at most has its word for a parked ticket, and has taken it up by that. */
export function checkWords({ hq, truth, machines }: World): void {
  const twice = hq
    .query(
      `select a.store, a.park, count(distinct a.device) as devices from assigned_ticket a
       join journal j on j.store = a.store and j.id = a.entry group by a.store, a.park, j.epoch having devices > 1`,
    )
    .get();
  holds('K1', twice === undefined, () => `given to more than one: ${JSON.stringify(twice)}`);
  const byWord = truth.takings.filter(({ how }) => how === 'word');
  for (const [of, takings] of Map.groupBy(byWord, ({ park, life }) => `${park} in ${life}`)) {
    const devices = new Set(takings.map(({ machine }) => machines[machine]?.place.device));
    holds('K1', devices.size === 1, () => `${[...devices].join(' and ')} took up ${of}`);
  }
}

/** What holds of parked tickets when all is quiet. */
export async function checkTickets(world: World): Promise<void> {
  checkSoldTwice(world);
  for (const machine of world.machines) {
    const { place } = machine;
    // Of two histories each register has the one that came to it first.
    if (!machine.isOn() || world.truth.revoked.has(place.device) || isApart(world, place.store)) continue;
    await checkSameParks(world, machine);
    await checkGivenUp(world, machine);
  }
}

const isApart = ({ truth, machines }: World, store: string): boolean =>
  machines.some(({ place }) => place.store === store && truth.doubled.has(place.device));

/**
 * K2: one parked ticket is sold twice only where somebody took it up without headquarters' word, where headquarters or a disk was put back,
 * or where a disk went on in two machines.
 */
function checkSoldTwice(world: World): void {
  const { hq, truth, machines } = world;
  const rows = hq
    .query('select store, root, count(*) as sales from sold_ticket group by store, root having sales > 1')
    .all() as { store: string; root: string; sales: number }[];
  for (const { store, root, sales } of rows) {
    const isUnasked = truth.takings.some((taking) => taking.root === root && taking.how !== 'word');
    const isRewound = machines.some(({ place }) => place.store === store && truth.rewound.has(place.machine));
    const isKnown = isUnasked || isRewound || hq.isRestored() || isApart(world, store);
    holds('K2', isKnown, () => `${root} was sold ${sales} times, and whoever took it up had been given it`);
    world.chance.count('parked ticket sold twice');
  }
}

/** K3: every register of a store sees the same tickets waiting as headquarters, and whom each was given to. */
async function checkSameParks({ hq }: World, machine: World['machines'][number]): Promise<void> {
  const { store, machine: n } = machine.place;
  // What a revoked register had sent waits at headquarters for a person; the others count it.
  const aside = hq
    .query("select body from journal where store = ? and type like 'ticket.%' and state <> 'posted'")
    .pluck()
    .all(store) as Uint8Array[];
  const unsettled = new Set(aside.map((body) => JSON.parse(nodeCodec.text(body)).park));
  const seen = (rows: readonly ParkedRow[]) =>
    rows
      .filter(({ park }) => !unsettled.has(park))
      .map(({ park, givenTo }) => `${park} ${givenTo?.device ?? '-'}`)
      .toSorted();
  const there = seen(
    await readParks(
      createReader(() => hq.db()),
      store,
    ),
  );
  const here = seen(await readParks(machine.store().read, store));
  holds(
    'K3',
    here.join() === there.join(),
    () => `m${n} sees parked: ${here.join(', ')}; headquarters: ${there.join(', ')}`,
  );
}

/** K4: no ticket lies open at one register that headquarters gave to another. */
async function checkGivenUp({ hq }: World, machine: World['machines'][number]): Promise<void> {
  const { store, device, machine: n } = machine.place;
  const open = await new Parking(machine).open();
  if (!open?.taken || open.taken.copyOf !== null) return;
  const { park } = open.taken;
  const given = hq
    .query('select device from assigned_ticket where store = ? and park = ? order by at desc, entry desc')
    .pluck()
    .get(store, park);
  holds(
    'K4',
    given === undefined || given === device,
    () => `${park} is open at m${n}, and was given to ${String(given)}`,
  );
}
