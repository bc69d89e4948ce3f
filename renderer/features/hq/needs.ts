import type { DeviceRow } from '#shared/contract/hq/stores.ts';
import type { Formats } from '#shared/format/index.ts';
import type { Translate } from '#shared/i18n/index.ts';
import { SILENT_LONG, SKEW_LARGE, waitsLong } from './device-state.ts';

/** Something that waits for a person, and where they can do something about it. */
export interface Need {
  readonly id: string;
  readonly tone: 'bad' | 'warn' | 'plain';
  readonly words: string;
  readonly help: string;
  readonly address: string;
}

export interface ChainState {
  readonly devices: readonly DeviceRow[];
  readonly openExceptions: number;
  readonly keptFacts: number;
  /** Roles of which nobody has decided whether they have rights that came later. */
  readonly undecidedRoles: number;
  readonly hasProducts: boolean;
}

interface Said {
  readonly t: Translate;
  readonly age: Formats['age'];
  readonly now: number;
}

/** Everything in the chain that waits for a person, the worst first. */
export function needsOf(state: ChainState, said: Said): readonly Need[] {
  const { t } = said;
  const active = state.devices.filter((device) => device.state !== 'revoked');
  const needs: Need[] = active.flatMap((device) => deviceNeeds(device, said));
  const add = (need: Need, isSo: boolean): unknown => isSo && needs.push(need);
  add(
    {
      id: 'exceptions',
      tone: 'bad',
      words: t('hq.needs.exceptions', { count: state.openExceptions }),
      help: t('hq.needs.settle'),
      address: '/hq/exceptions',
    },
    state.openExceptions > 0,
  );
  add(
    {
      id: 'kept',
      tone: 'warn',
      words: t('hq.needs.kept', { count: state.keptFacts }),
      help: t('hq.needs.look'),
      address: '/hq/exceptions?show=kept',
    },
    state.keptFacts > 0,
  );
  add(
    {
      id: 'new-rights',
      tone: 'warn',
      words: t('hq.needs.newRights', { count: state.undecidedRoles }),
      help: t('hq.needs.look'),
      address: '/office/roles',
    },
    state.undecidedRoles > 0,
  );
  add(
    {
      id: 'no-register',
      tone: 'plain',
      words: t('hq.needs.register'),
      help: t('hq.registers.title'),
      address: '/hq/registers',
    },
    active.length === 0,
  );
  add(
    {
      id: 'no-products',
      tone: 'plain',
      words: t('hq.needs.products'),
      help: t('products.title'),
      address: '/office/products',
    },
    !state.hasProducts,
  );
  return needs.toSorted((a, b) => ORDER.indexOf(a.tone) - ORDER.indexOf(b.tone));
}

const ORDER: readonly Need['tone'][] = ['bad', 'warn', 'plain'];

function deviceNeeds(device: DeviceRow, { t, age, now }: Said): Need[] {
  const { lastSeen, waitingSince, waiting, skew, state } = device;
  const register = t('frame.register', { store: device.storeName, register: device.register });
  const look = (what: string, tone: Need['tone'], words: string): Need => ({
    id: `${what} ${device.device}`,
    tone,
    words,
    help: t('hq.needs.look'),
    address: `/hq/registers?open=${encodeURIComponent(device.device)}`,
  });
  const needs: Need[] = [];
  if (device.handOver?.stopped) needs.push(look('hand-over', 'bad', t('hq.needs.handOver', { register })));
  if (state === 'silent' && lastSeen !== null && now - lastSeen >= SILENT_LONG)
    needs.push(look('silent', 'bad', t('hq.needs.silent', { register, age: age(lastSeen, now) })));
  else if (waitsLong(device, now) && waitingSince !== null)
    needs.push(
      look('waits', 'warn', t('hq.needs.waits', { register, count: waiting, age: age(waitingSince, now) })),
    );
  if (skew !== null && Math.abs(skew) >= SKEW_LARGE)
    needs.push(look('clock', 'warn', t('hq.needs.clock', { register, age: age(0, Math.abs(skew)) })));
  return needs;
}
