import type { Tone } from '#renderer/ui/badge.tsx';
import type { DeviceRow } from '#shared/contract/hq/stores.ts';
import type { Formats } from '#shared/format/index.ts';
import type { Translate } from '#shared/i18n/index.ts';

/** Facts that wait longer than this while the register is there, a register that is silent longer, a clock that is off by more: a person should look (sync.md). */
export const WAITS_LONG = 15 * 60_000;
export const SILENT_LONG = 24 * 60 * 60_000;
export const SKEW_LARGE = 5 * 60_000;

interface Words {
  readonly t: Translate;
  readonly formats: Pick<Formats, 'age' | 'ago' | 'count'>;
  readonly now: number;
}

/** The one thing about a register that matters now. */
export function deviceState(
  device: DeviceRow,
  { t, formats, now }: Words,
): { readonly words: string; readonly tone: Tone } {
  const { state, lastSeen, skew } = device;
  if (state === 'revoked') return { words: t('hq.device.revoked'), tone: 'plain' };
  if (device.copied) return { words: t('hq.device.copied'), tone: 'bad' };
  if (state === 'new') return { words: t('hq.device.new'), tone: 'warn' };
  if (state === 'silent') {
    const silent = lastSeen !== null && now - lastSeen >= SILENT_LONG;
    const words = t('hq.device.silent', { age: formats.age(lastSeen ?? now, now) });
    return { words, tone: silent ? 'bad' : 'warn' };
  }
  const { handOver } = device;
  if (handOver?.stopped) return { words: t('hq.device.handOverStopped'), tone: 'bad' };
  if (handOver) {
    const [done, total] = [formats.count(handOver.done), formats.count(handOver.total)];
    return { words: t('hq.device.handingOver', { done, total }), tone: 'warn' };
  }
  if (waitsLong(device, now)) return { words: t('hq.device.behind'), tone: 'warn' };
  if (skew !== null && Math.abs(skew) >= SKEW_LARGE) return { words: t('hq.device.clockOff'), tone: 'warn' };
  return { words: t('hq.device.online'), tone: 'good' };
}

export const waitsLong = ({ waiting, waitingSince }: DeviceRow, now: number): boolean =>
  waiting > 0 && waitingSince !== null && now - waitingSince >= WAITS_LONG;

/** How far a clock is off, in words; nothing where it is right to the second. */
export function skewWords(skew: number | null, { t, formats }: Pick<Words, 't' | 'formats'>): string {
  if (skew === null) return '–';
  if (Math.abs(skew) < 1000) return t('hq.device.clockRight');
  const by = formats.age(0, Math.abs(skew));
  return t(skew > 0 ? 'hq.device.ahead' : 'hq.device.late', { by });
}
