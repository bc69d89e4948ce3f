import { expect, test } from 'vitest';
import { parseEscPos } from '#electron/devices/virtual-printer/parser.ts';
import { id, openShop } from './open-host.ts';
import { MILK, readyToSell, sell } from './stock.ts';

const SETTINGS = { host: '127.0.0.1', port: 9100, columns: 48, cut: true, drawerPin: 0 } as const;
/** 200.00 in the drawer and 3 × 12.50 sold: the very figures a blind count is about. */
const TELLING = ['37.50', '237.50'];
/** Ids are of chance, and any figure may stand in one. */
const ID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

test('who may not see what is expected finds it in no answer and on no slip, before the close or after it', async () => {
  const paper: string[] = [];
  const printerAt = () => ({
    send: async (bytes: Uint8Array) => {
      const lines = parseEscPos(bytes, 48).flatMap((event) => (event.kind === 'text' ? [event.text] : []));
      paper.push(lines.join('\n'));
      return { kind: 'confirmed' } as const;
    },
    pulse: async () => ({ kind: 'pulsed' }) as const,
    status: async () => ({ kind: 'silent' }) as const,
  });
  const { owner, clerk } = await openShop({ ports: { printerAt } });
  await readyToSell(owner);
  for (let n = 0; n < 3; n++) await sell(clerk, MILK);
  await owner.settings.savePrinter({ commandId: id(), value: SETTINGS });

  expect(await clerk.sales.find({})).toMatchObject({ count: 3, sum: null });
  expect(await owner.sales.find({})).toMatchObject({ count: 3, sum: 3750 });
  const x = await clerk.shifts.x();
  await clerk.shifts.printX({ commandId: id() });
  const z = await clerk.shifts.close({
    commandId: id(),
    shift: x.shift,
    counted: [{ value: 100, count: 230 }],
    declared: ['card', 'wechat', 'alipay', 'voucher'].map((tender) => ({ tender, amount: 0 })),
    tickets: 'keep',
    note: '',
  });
  const again = await clerk.shifts.z({ shift: z.shift });
  const { svg } = await clerk.sales.slip({ document: z.shift, kind: 'z' });
  await clerk.sales.reprint({ commandId: id(), document: z.shift, kind: 'z' });
  while (paper.length < 3) await new Promise((resolve) => setImmediate(resolve));
  const spoken = /aria-label="([^"]*)"/.exec(svg)?.[1] ?? '';
  const answers = JSON.stringify([x, z, again]).replaceAll(ID, 'id');
  for (const shown of [answers, spoken, ...paper])
    for (const figure of [...TELLING, '3750', '23750', '-7.50', '-750']) expect(shown).not.toContain(figure);
  expect(paper.map((slip) => slip.includes('230.00'))).toEqual([false, true, true]);
  expect(paper[2]).toContain('COPY 1');
  for (const hidden of [clerk.shifts.list({}), clerk.reports.zCsv({ from: '2026-11-22', to: '2026-11-22' })])
    await expect(hidden).rejects.toMatchObject({ code: 'FORBIDDEN', data: { right: 'reports.see' } });

  const whole = await owner.sales.slip({ document: z.shift, kind: 'z' });
  for (const figure of TELLING) expect(whole.svg).toContain(figure);
});
