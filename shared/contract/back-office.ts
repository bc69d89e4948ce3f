import { z } from 'zod';
import { RIGHTS } from '#shared/domain/people/rights.ts';
import { ask, commandId, id, isoDate, label, name, tell, tenderKind } from './base.ts';

const grants = z.partialRecord(
  z.enum(RIGHTS),
  z.object({ state: z.enum(['allowed', 'approval', 'denied']), limit: z.int().min(0).optional() }),
);

export const storeSettings = z.object({
  name,
  address: z.array(label).max(4),
  taxNumber: label,
  phone: label,
  timeZone: z.string().min(1).max(60),
  locale: z.enum(['en', 'zh-CN']),
  priceMode: z.enum(['inclusive', 'exclusive']),
  cashRounding: z.object({ step: z.int().min(1).max(100_000), mode: z.enum(['down', 'half-up']) }),
  dayStartHour: z.int().min(0).max(12),
  idleLockMinutes: z.int().min(1).max(240),
  unusualQuantity: z.int().min(1000).max(999_999_999),
  sharedShift: z.boolean(),
  receipt: z.object({
    header: label,
    footer: label,
    returnTerms: label,
    returnDays: z.int().min(0).max(3650),
    logo: z.string().max(80).nullable(),
    notTaxInvoice: z.boolean(),
  }),
});
export type StoreSettingsView = z.infer<typeof storeSettings> & {
  readonly store: string;
  readonly register: string;
  readonly currency: string;
};

export const tenderView = z.object({
  id: z.string(),
  name: z.string(),
  kind: tenderKind,
  givesChange: z.boolean(),
  opensDrawer: z.boolean(),
  needsReference: z.boolean(),
  declaredAtClose: z.boolean(),
  sort: z.int(),
  active: z.boolean(),
});
export type TenderView = z.infer<typeof tenderView>;

const printer = z.object({
  host: z.string().trim().max(200),
  port: z.int().min(1).max(65_535),
  columns: z.union([z.literal(48), z.literal(32)]),
  cut: z.boolean(),
  drawerPin: z.union([z.literal(0), z.literal(1)]),
});
const scaleRule = z.object({
  id,
  name,
  pattern: z.string().trim().min(1).max(40),
  kind: z.enum(['weighted', 'priced', 'priced-quantity', 'weighted-priced']),
  checkDigit: z.enum(['strict', 'ignore']),
  active: z.boolean(),
});
export type ScaleRuleView = z.infer<typeof scaleRule>;

export const settings = {
  get: ask().output(
    storeSettings.extend({
      store: z.string(),
      register: z.string(),
      currency: z.string(),
      denominations: z.array(z.int()),
    }),
  ),
  save: tell('settings.edit')
    .input(z.object({ commandId, value: storeSettings }))
    .output(z.object({})),
  tenders: ask()
    .output(z.array(tenderView))
    .route({ method: 'GET', path: '/settings/tenders', summary: 'Ways of paying' }),
  saveTender: tell('settings.edit')
    .input(
      z.object({ commandId, tender: id.nullable(), value: tenderView.omit({ id: true }).extend({ name }) }),
    )
    .output(tenderView),
  printer: ask().output(printer.nullable()),
  savePrinter: tell('settings.edit')
    .input(z.object({ commandId, value: printer.nullable() }))
    .output(z.object({})),
  scaleRules: ask().output(z.array(scaleRule)),
  saveScaleRules: tell('settings.edit')
    .input(z.object({ commandId, rules: z.array(scaleRule).max(50) }))
    .output(z.object({})),
  /** Shows how labels would be read by these rules, saved or not. */
  tryScaleRules: ask()
    .input(
      z.object({
        rules: z.array(scaleRule).max(50),
        labels: z.array(z.string().trim().min(1).max(40)).max(20),
      }),
    )
    .output(
      z.array(
        z.object({
          label: z.string(),
          rule: z.string().nullable(),
          plu: z.string().nullable(),
          value: z.int().nullable(),
          kind: z.string().nullable(),
          product: z.string().nullable(),
          problem: z.string().nullable(),
        }),
      ),
    ),
};

export const personView = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  active: z.boolean(),
  hasPin: z.boolean(),
  lockedUntil: z.int().nullable(),
});
export const roleView = z.object({
  id: z.string(),
  name: z.string(),
  grants,
  /** Rights that came after this role, of which nobody has decided whether it has them. */
  undecided: z.array(z.enum(RIGHTS)),
});
export type RoleView = z.infer<typeof roleView>;

export const people = {
  list: ask('people.edit').output(z.array(personView)),
  roles: ask().output(z.array(roleView)),
  save: tell('people.edit')
    .input(z.object({ commandId, person: id.nullable(), name, role: id, active: z.boolean() }))
    .output(personView),
  setPin: tell('signed-in', false)
    .input(
      z.object({
        commandId,
        person: id,
        pin: z.string().min(4).max(8),
        currentPin: z.string().max(8).optional(),
      }),
    )
    .output(z.object({})),
  unlock: tell('people.edit', false)
    .input(z.object({ commandId, person: id }))
    .output(z.object({})),
  erase: tell('people.edit', false)
    .input(z.object({ commandId, person: id }))
    .output(z.object({})),
  saveRole: tell('people.edit')
    .input(z.object({ commandId, role: id.nullable(), name, grants }))
    .output(roleView),
  /** Gives a role the rights of which nobody has decided, as a new shop's has them. */
  decideRights: tell('people.edit')
    .input(z.object({ commandId, role: id }))
    .output(roleView),
};

const tokenView = z.object({
  id: z.string(),
  name: z.string(),
  person: z.string(),
  rights: z.array(z.string()),
  madeAt: z.int(),
  expiresAt: z.int(),
  revokedAt: z.int().nullable(),
  usedAt: z.int().nullable(),
});
export const tokens = {
  list: ask('token.make', false).output(z.array(tokenView)),
  /** The token is in this answer and nowhere else. */
  make: tell('token.make', false)
    .input(
      z.object({
        commandId,
        name,
        person: id,
        rights: z.array(z.enum(RIGHTS)).max(100),
        days: z.int().min(1).max(366),
      }),
    )
    .output(z.object({ token: z.string(), made: tokenView })),
  revoke: tell('token.make', false)
    .input(z.object({ commandId, token: id }))
    .output(z.object({})),
};

export const printJob = z.object({
  id: z.string(),
  kind: z.enum(['sale', 'return', 'x', 'z', 'cash', 'parked', 'test']),
  document: z.string(),
  number: z.string(),
  copy: z.int(),
  state: z.enum(['queued', 'sending', 'sent', 'confirmed', 'waiting-tap', 'asked', 'printed', 'discarded']),
  queuedAt: z.int(),
  tries: z.int(),
  reason: z.string().nullable(),
});
export type PrintJob = z.infer<typeof printJob>;

export const printing = {
  jobs: ask()
    .output(z.array(printJob))
    .route({ method: 'GET', path: '/print/jobs', summary: 'Slips that wait, ask or were printed lately' }),
  /** For a slip that waits for a tap. */
  printNow: tell()
    .input(z.object({ job: id }))
    .output(z.object({})),
  discard: tell()
    .input(z.object({ job: id }))
    .output(z.object({})),
  /** "Did it print?": yes ends the job, no queues a slip marked as a copy. */
  answer: tell()
    .input(z.object({ job: id, printed: z.boolean() }))
    .output(z.object({})),
  test: tell('settings.edit').output(z.object({ printJob: z.string().nullable() })),
  /** Tried once, dead after 3 s. Only right after a sale, a return or a cash move of this session; else `shifts.openDrawer`. */
  pulse: tell('signed-in', false)
    .input(z.object({ after: id }))
    .output(z.object({ opened: z.boolean() })),
};

const place = z.object({ businessDate: isoDate, at: z.int().min(0), document: id });
export type Place = z.infer<typeof place>;
const linePlace = place.extend({ kind: z.enum(['sale', 'return']), line: z.int().min(0) });
export type LinePlace = z.infer<typeof linePlace>;

/**
 * Days as CSV files, part by part: `next` goes into `after` of the following call and is null with the last part. Put together,
 * the parts are one file of any length, and no sale waits for more than one of them.
 */
export const reports = {
  /** The days' sales and returns, one row a document line. */
  salesCsv: ask('reports.see')
    .input(z.object({ from: isoDate, to: isoDate, after: linePlace.optional() }))
    .output(z.object({ csv: z.string(), name: z.string(), next: linePlace.nullable() })),
  /** The days' Z reports, one row a way of paying. */
  zCsv: ask('reports.see')
    .input(z.object({ from: isoDate, to: isoDate, after: place.optional() }))
    .output(z.object({ csv: z.string(), name: z.string(), next: place.nullable() })),
};

const backupView = z.object({
  file: z.string(),
  reason: z.string(),
  at: z.int(),
  bytes: z.int(),
  position: z.int(),
  verified: z.boolean(),
  problem: z.string().nullable(),
});
export const maintenance = {
  state: ask('store.maintain')
    .output(
      z.object({
        journal: z.object({
          entries: z.int(),
          /** Every fact since is here; null where none was let go. */
          reachesTo: z.int().nullable(),
          epoch: z.string(),
          seq: z.int(),
          head: z.string(),
          lastAt: z.int().nullable(),
          bytes: z.int(),
          walBytes: z.int(),
        }),
        catalog: z.object({ products: z.int(), position: z.int(), bytes: z.int(), generation: z.int() }),
        disk: z.object({ freeBytes: z.int() }),
        version: z.string(),
        dataFolder: z.string(),
        backups: z.array(backupView),
      }),
    )
    .route({ method: 'GET', path: '/maintenance', summary: 'State of journal, catalog, disk and backups' }),
  backupNow: tell('store.maintain').input(z.object({ commandId })).output(backupView),
  /** Verifies every chain and compares the projections with a rebuild; long, so it reports as it goes. */
  doctor: tell('store.maintain').output(
    z.object({ ok: z.boolean(), findings: z.array(z.string()), entries: z.int(), ms: z.number() }),
  ),
};
