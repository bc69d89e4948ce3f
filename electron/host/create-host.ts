import type { Router } from '@orpc/server';
import { createPriceOrder } from '#electron/store/catalog/price-order.ts';
import { dataFolder, makeFolders } from '#electron/store/data-folder.ts';
import { createBackupKeeper } from '#electron/store/maintenance/backup-keeper.ts';
import { createRegisterImports } from '#electron/store/register-imports.ts';
import { createProductSearch } from '#electron/store/search/product-search.ts';
import { NOBODY } from '#electron/store/start-epoch.ts';
import { createHqLink } from '#electron/sync/link.ts';
import { nodeCodec } from '#node/codec.ts';
import type { Contract } from '#shared/contract/index.ts';
import { refuse } from '#shared/domain/error.ts';
import { err } from '#shared/domain/result.ts';
import { createProductChanges } from '#shared/services/catalog/change-products.ts';
import { isImporting } from '#shared/services/catalog/change-rows.ts';
import type { Deciding, Host } from '#shared/services/journal/host.ts';
import { createCheckPin } from '#shared/services/people/check-pin.ts';
import { endOverdueTokens } from '#shared/services/people/tokens.ts';
import { priceClock } from '#shared/services/pricing/prices-now.ts';
import { watchSwitches } from '#shared/services/pricing/watch-switches.ts';
import { keepChainLogo } from './chain-logo.ts';
import { createChanges } from './changes.ts';
import { followChanges } from './follow-changes.ts';
import { createRouter } from './handlers/index.ts';
import { keepHouse } from './housekeeping.ts';
import { linkPorts } from './link-ports.ts';
import { createLocalSettingsKeeper } from './local-settings-keeper.ts';
import { createNotices, type Notices } from './notices.ts';
import { type OpenRegister, openRegister } from './open-register.ts';
import { createPeopleDirectory } from './people/directory.ts';
import { registerPictures } from './pictures.ts';
import type { HostPorts } from './ports.ts';
import { createPrinting } from './printing/create-printing.ts';
import type { Register } from './register.ts';
import { createReturningPages } from './returning-pages.ts';
import type { HostContext } from './router.ts';
import { scriptSession } from './scripts.ts';
import { createSession, type Session } from './session.ts';
import { systemPorts } from './system-ports.ts';
import type { ConnectionInfo, RegisterHost } from './web/register-host.ts';

export interface HostOptions {
  /** Folder of the register's files; made where there is none. */
  readonly dataDir: string;
  /** In place of the machine's own: tests. */
  readonly ports?: Partial<HostPorts>;
}

/** A register that runs, and what it is made of. */
export interface RunningHost extends RegisterHost {
  readonly register: Register;
  readonly router: Router<Contract, HostContext>;
  contextFor(connection: ConnectionInfo): HostContext;
  authenticateToken(bearer: string): Promise<HostContext | null>;
}

/**
 * Opens the register of a data folder and starts what runs beside it. A folder without a store serves set-up alone.
 * Throws StoreError when the store is in use, damaged, from a newer version or not writable.
 *
 * @example const host = await createHost({ dataDir }); await startWebHost(host, { port: 0, rendererDir });
 */
export async function createHost({ dataDir, ports: given = {} }: HostOptions): Promise<RunningHost> {
  makeFolders(dataFolder(dataDir));
  const ports = await systemPorts(dataDir, given);
  const now = () => ports.timers.now();
  let notices: Notices | null = null;
  const open = await openRegister(dataDir, {
    now,
    newId: ports.newId,
    catalog: { onProblem: (problem) => notices?.catalogProblem(problem) },
  });
  try {
    const register = compose(open, ports);
    notices = register.notices;
    return await run(open, register);
  } catch (error) {
    await open.close();
    throw error;
  }
}

/** Puts the register together; nothing runs yet. */
function compose({ store, catalog }: OpenRegister, ports: HostPorts): Register {
  const now = () => ports.timers.now();
  // Looked at in the command's turn: a store that hands over gives its catalog up between two of them.
  const unlessKept =
    <T>(decide: (state: Deciding) => T) =>
    (state: Deciding) =>
      link.keepsChain() ? Promise.resolve(err(refuse('KEPT_AT_HQ'))) : decide(state);
  const host: Host = {
    get self() {
      return store.self();
    },
    read: store.read,
    commit: store.commit,
    commitChain: (command, decide) => store.commitChain(command, unlessKept(decide)),
    commitPart: (command, decide) => store.commitPart(command, unlessKept(decide)),
    chain: store.chain,
    codec: nodeCodec,
    now,
    priceTime: () => link.priceTime() ?? now(),
    newId: ports.newId,
  };
  const changes = createChanges();
  const link = createHqLink(
    store,
    linkPorts(ports, () => changes.tellAll(['link'])),
  );
  const local = createLocalSettingsKeeper(store.read);
  const people = createPeopleDirectory({ read: store.read, seal: ports.seal, chain: store.chain });
  const backups = createBackupKeeper(store, { now, newId: ports.newId });
  const productChanges = createProductChanges({
    host,
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    ended: () => store.announce(['catalog']),
    report: (error) => ports.report('product-change', error),
  });
  return {
    host,
    store,
    catalog,
    search: createProductSearch({
      connection: () => store.reading,
      file: catalog.file,
      store: () => store.identity()?.store ?? '',
      clock: () => priceClock(host),
    }),
    imports: createRegisterImports({
      ...store,
      self: store.self,
      catalog,
      isChanging: productChanges.isRunning,
      now,
      newId: ports.newId,
    }),
    productChanges,
    priceOrder: createPriceOrder({
      reading: store.reading,
      catalog,
      isBusy: async () => productChanges.isRunning() || (await isImporting(store.read)),
      made: () => store.announce(['catalog']),
      report: (error) => ports.report('price-order', error),
    }),
    people,
    checkPin: createCheckPin(host, ports.pins),
    local,
    ...createPrinting({ host, store, people, local, ports, changed: () => changes.tellAll(['print']) }),
    backups,
    link,
    notices: createNotices({ store: () => store, host: () => host, backups: () => backups, now }),
    changes,
    returning: createReturningPages(now),
    ports,
  };
}

async function run(open: OpenRegister, register: Register): Promise<RunningHost> {
  const { store, people, local, changes, station, ports } = register;
  const sessions = new Set<Session>();
  await people.reload();
  await local.reload();
  await keepChainLogo(register);
  const house = keepHouse({
    store,
    backups: register.backups,
    timers: ports.timers,
    report: ports.report,
    minute: async () => {
      // Asking who is signed in locks whoever has been away too long.
      for (const session of sessions) session.actor();
      if (store.identity()) await endOverdueTokens(register.host, NOBODY);
    },
  });
  const unwatch = watchSwitches({
    host: register.host,
    after: (ms, work) => ports.timers.after(ms, work),
    switched: () => store.announce(['catalog']),
    report: (error) => ports.report('prices', error),
  });
  const deafen = await followChanges(register, house);
  if (store.identity()) {
    await station.start();
    await register.link.start();
    await register.imports.recover();
  }
  if (open.wasCrash)
    register.backups.checkAfterCrash().catch((error: unknown) => ports.report('check', error));
  return {
    register,
    router: createRouter(register),
    picture: registerPictures(store),
    contextFor: (connection) => ({ session: pageSession(register, sessions, connection) }),
    authenticateToken: async (bearer) => {
      const session = await scriptSession(register, bearer);
      return session && { session };
    },
    stop: async () => {
      changes.close();
      unwatch();
      await register.link.stop();
      await register.imports.close();
      await register.productChanges.stop();
      await station.stop();
      await house.stop();
      deafen();
      await open.close();
    },
  };
}

function pageSession(register: Register, sessions: Set<Session>, connection: ConnectionInfo): Session {
  const { people, store, changes, ports } = register;
  const session = createSession({
    ...connection,
    now: () => ports.timers.now(),
    actorOf: people.actorOf,
    idleMs: () => (store.chain().settings?.idleLockMinutes || Number.POSITIVE_INFINITY) * 60_000,
    changed: (which) => changes.tell(which, ['session']),
  });
  sessions.add(session);
  connection.closed.addEventListener('abort', () => {
    register.returning.left(session);
    session.lock();
    sessions.delete(session);
  });
  return session;
}
