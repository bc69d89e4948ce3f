import type { Database } from 'better-sqlite3';
import { type LocalEffect, put } from '#shared/journal/change.ts';
import { localAgreement } from '#shared/journal/tables/local.ts';
import type { Agreement } from '#shared/link/digest.ts';
import { prepared } from '../prepared.ts';

/** What came of the last comparison of each feed. */
export const readAgreements = (db: Database): readonly Agreement[] =>
  prepared(db, 'select * from local_agreement order by feed').all() as Agreement[];

export const keptAgreement = (found: Agreement): LocalEffect => put(localAgreement, { ...found });
