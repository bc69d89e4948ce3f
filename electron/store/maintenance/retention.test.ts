import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backupName, backupOf, keptBackups } from './retention.ts';

const at = (text: string) => ({ file: text, at: Date.parse(text) });
const HOUR = 3_600_000;

describe('which backups stay', () => {
  it('the newest of an hour, older ones of the same hour go', () => {
    const files = [at('2026-11-22T09:10:00Z'), at('2026-11-22T09:50:00Z'), at('2026-11-22T10:05:00Z')];
    expect([...keptBackups(files)].sort()).toEqual(['2026-11-22T09:50:00Z', '2026-11-22T10:05:00Z']);
  });

  it('24 hours, 14 days and 6 months of an hourly year', () => {
    const now = Date.parse('2026-11-22T23:30:00Z');
    const year = Array.from({ length: 24 * 365 }, (_, i) => ({ file: `f${i}`, at: now - i * HOUR }));
    const kept = keptBackups(year);
    // 24 hourly cover today; 13 more days; the 5 months before this one.
    expect(kept.size).toBe(24 + 13 + 5);
    expect(kept.has('f0')).toBe(true);
  });

  it('a register that stood still for a year keeps its last backups', () => {
    expect(keptBackups([at('2025-01-01T10:00:00Z'), at('2025-01-02T10:00:00Z')]).size).toBe(2);
  });

  it('the newest always stays, and pruning twice changes nothing', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 400 }),
        (hours) => {
          const files = hours.map((h) => ({ file: String(h), at: h * HOUR }));
          const kept = keptBackups(files);
          expect(kept.has(String(Math.max(...hours)))).toBe(true);
          expect(kept.size).toBeLessThanOrEqual(44);
          expect(keptBackups(files.filter((f) => kept.has(f.file)))).toEqual(kept);
        },
      ),
    );
  });

  it('names sort by time and are read back', () => {
    const name = backupName(Date.parse('2026-11-22T10:05:06.789Z'), 'shift-close');
    expect(name).toBe('store-2026-11-22T10-05-06.789Z-shift-close.db');
    expect(backupOf(name)).toEqual({ file: name, at: Date.parse('2026-11-22T10:05:06.789Z') });
    expect(backupOf('store-2026-11-22.db')).toBeNull();
  });
});
