import type { SessionView, StoreView } from '#shared/contract/session.ts';
import { isShiftOverdue } from '#shared/domain/business-date.ts';
import { readDrawer } from '#shared/services/shifts/drawer.ts';
import type { Register } from './register.ts';
import type { Session } from './session.ts';

/** Everything the frame of the app needs, for one line. */
export async function sessionView(register: Register, session: Session): Promise<SessionView> {
  const { host, store, local, notices } = register;
  const settings = store.chain().settings;
  const link = register.link.state();
  const device = local.now().device;
  const actor = settings && session.actor();
  return {
    mode: settings === null || link === 'filling' ? 'setup' : actor ? 'open' : 'locked',
    link,
    store: storeView(register),
    person: actor ? personOf(register, actor.person) : null,
    returnKey: session.via === 'token' ? null : register.returning.keyOf(session),
    shift: await shiftOf(register),
    printer: await register.station.view(),
    clock: { now: host.now(), behindMs: await notices.clockBehind() },
    notices: await notices.now(),
    device: {
      ...device,
      keys: Object.fromEntries(Object.entries(device.keys).map(([action, keys]) => [action, [...keys]])),
    },
  };
}

function storeView({ store }: Register): StoreView | null {
  const { settings, values } = store.chain();
  const identity = store.identity();
  if (!settings || !identity) return null;
  const { currency } = settings;
  return {
    store: identity.store,
    register: identity.register,
    name: settings.name,
    currency: { ...currency, denominations: [...currency.denominations] },
    timeZone: settings.timeZone,
    locale: settings.locale,
    priceMode: settings.priceMode,
    cashRounding: settings.cashRounding,
    idleLockMinutes: settings.idleLockMinutes,
    unusualQuantity: settings.unusualQuantity,
    demo: values['demo'] === 'true',
  };
}

function personOf({ people, store }: Register, person: string): SessionView['person'] {
  const known = people.all().find((each) => each.id === person);
  if (!known) return null;
  const role = store.chain().roles.get(known.role);
  return {
    id: known.id,
    name: people.nameOf(known.id),
    role: role?.name ?? '',
    grants: { ...role?.grants },
  };
}

async function shiftOf({ host, store }: Register): Promise<SessionView['shift']> {
  const { settings } = store.chain();
  const drawer = settings && (await readDrawer(host.read, host.self));
  if (!drawer) return null;
  const { timeZone, dayStartHour } = settings;
  return {
    id: drawer.shift,
    businessDate: drawer.businessDate,
    openedAt: drawer.openedAt,
    counting: drawer.state === 'counting',
    overdue: isShiftOverdue(drawer.businessDate, { at: host.now(), timeZone, dayStartHour }),
  };
}
