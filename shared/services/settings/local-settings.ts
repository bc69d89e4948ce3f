import { ok } from '#shared/domain/result.ts';
import type { PrinterSettings } from '#shared/domain/store/settings.ts';
import { put } from '#shared/journal/change.ts';
import { localSetting } from '#shared/journal/tables/local.ts';
import type { Command, Host } from '../journal/host.ts';
import { query, type Reader } from '../journal/query.ts';

/** How this register looks and sounds; its own, not the store's. */
export interface DeviceSettings {
  /** null: the store's. */
  readonly locale: 'en' | 'zh-CN' | null;
  readonly theme: 'light' | 'dark' | 'contrast' | 'system';
  /** Keys of actions that differ from the usual ones. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** 0 … 100 */
  readonly volume: number;
}

/** Settings of this device alone, by key. */
export interface LocalSettings {
  readonly printer: PrinterSettings | null;
  readonly device: DeviceSettings;
}

export const NO_LOCAL_SETTINGS: LocalSettings = {
  printer: null,
  device: { locale: null, theme: 'system', keys: {}, volume: 60 },
};

const rows = query((db) => db.selectFrom('local_setting').selectAll().orderBy('key'));

export async function loadLocalSettings(read: Reader): Promise<LocalSettings> {
  const kept = new Map((await read.all(rows, {})).map((row) => [row.key, JSON.parse(row.value)]));
  return {
    printer: kept.get('printer') ?? NO_LOCAL_SETTINGS.printer,
    device: { ...NO_LOCAL_SETTINGS.device, ...kept.get('device') },
  };
}

/** Keeps one setting of this device. Never refused. */
export const saveLocalSetting =
  (host: Host) =>
  <K extends keyof LocalSettings>(command: Command, key: K, value: LocalSettings[K]) =>
    host.commit(command, async () =>
      ok({ local: [put(localSetting, { key, value: JSON.stringify(value) })], answer: {} }),
    );
