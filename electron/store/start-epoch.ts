import { randomBytes } from 'node:crypto';
import { nodeCodec } from '#node/codec.ts';
import type { EntryId, PersonId } from '#shared/domain/ids.ts';
import { type LocalEffect, patch } from '#shared/journal/change.ts';
import { type EpochStarted, epochStarted } from '#shared/journal/entries/epoch-started.ts';
import { type Entry, NO_HASH, seal } from '#shared/journal/entry.ts';
import { epochName, epochOrdinal } from '#shared/journal/epoch.ts';
import { localDevice } from '#shared/journal/tables/local.ts';
import type { Head } from '#shared/services/journal/commit.ts';
import type { Self } from '#shared/services/journal/host.ts';
import type { Marker } from './marker.ts';
import type { Writer } from './writer.ts';

/** Person on entries that no person made. */
export const NOBODY = 'system' as PersonId;

/** Starts a branch of this device's journal, in one transaction with the identity that uses it from now on. */
export function startEpoch(
  writer: Writer,
  given: {
    readonly self: Omit<Self, 'epoch'>;
    readonly ordinal: number;
    readonly reason: EpochStarted['reason'];
    readonly parent: { readonly epoch: string; readonly head: Head } | null;
    readonly position: number;
    readonly id: string;
    readonly at: number;
    /** 16 hex digits that no other epoch has; drawn when left out. */
    readonly random64?: string;
    readonly local?: (epoch: string) => readonly LocalEffect[];
  },
): string {
  const { self, parent, at } = given;
  const epoch = epochName(given.ordinal, given.random64 ?? randomBytes(8).toString('hex'));
  const body: EpochStarted = {
    reason: given.reason,
    parent: parent && {
      epoch: parent.epoch,
      seq: parent.head.seq,
      hash: Buffer.from(parent.head.hash).toString('hex'),
    },
  };
  const entry: Entry<EpochStarted> = {
    id: given.id as EntryId,
    origin: self.device,
    epoch,
    seq: 1,
    type: epochStarted.type,
    v: epochStarted.v,
    at,
    actor: NOBODY,
    store: self.store,
    shift: null,
    body,
  };
  const sealed = seal(entry, parent?.head.hash ?? NO_HASH, nodeCodec);
  writer.write({
    journal: {
      store: self.store,
      position: given.position,
      id: entry.id,
      origin: self.device,
      epoch,
      seq: 1,
      type: entry.type,
      ...sealed,
    },
    changes: epochStarted.project(entry),
    local: given.local?.(epoch) ?? [patch(localDevice, { id: 'self' }, { epoch })],
  });
  return epoch;
}

/** Whether the marker has seen more of this device than its journal holds: the disk was restored or rolled back. */
export function isBehindMarker(
  self: Pick<Self, 'device' | 'epoch'>,
  head: Head,
  marker: Marker | null,
  hashAt: (seq: number) => Uint8Array | undefined,
): boolean {
  if (!marker || marker.device !== self.device) return false;
  if (marker.epoch !== self.epoch) return epochOrdinal(marker.epoch) >= epochOrdinal(self.epoch);
  if (marker.seq > head.seq) return true;
  const known = hashAt(marker.seq);
  return known !== undefined && Buffer.from(known).toString('hex') !== marker.head;
}
