import { expect, test } from 'vitest';
import { wholeCsv } from './whole-csv.ts';

const file = ['a\r\n', 'b\r\n', 'c\r\n'];
const partAt = (at: number) => ({
  csv: file[at] ?? '',
  name: 'sales.csv',
  next: at < 2 ? { at: at + 1 } : null,
});

test('parts are asked for one after the other, each from where the one before it ended', async () => {
  const asked: unknown[] = [];
  const whole = await wholeCsv(async (after?: { at: number }) => {
    asked.push(after);
    return partAt(after?.at ?? 0);
  });
  expect(whole).toEqual({ name: 'sales.csv', parts: file });
  expect(asked).toEqual([undefined, { at: 1 }, { at: 2 }]);
});

test('a part that fails leaves no file', async () => {
  const broken = new Error('the line broke');
  const asked = wholeCsv(async (after?: { at: number }) => {
    if (after?.at === 2) throw broken;
    return partAt(after?.at ?? 0);
  });
  await expect(asked).rejects.toBe(broken);
});
