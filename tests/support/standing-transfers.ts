/** Transfers as they stood before it was counted what of them is away: one on its way, one received short, one received whole. */
export const STANDING: readonly string[] = [
  ...['way', 'short', 'whole'].flatMap((transfer) => [
    `insert into transfer values ('R01', '${transfer}', 'e-${transfer}', 'R01', 'R02', 1, 'boss', '')`,
    `insert into transfer_line values ('R01', '${transfer}', 1, 'tea', 'Tea', 'piece', 4000, 8, 0)`,
  ]),
  ...[
    ['short', 1, 1000],
    ['short', 2, 2000],
    ['whole', 1, 4000],
  ].map(
    ([transfer, n, taken]) =>
      `insert into transfer_receipt_line values ('R01', '${transfer}', 'r${n}', 1, 'tea', ${taken}, 4000, ${taken}, 2)`,
  ),
];

export const AWAY = [
  { transfer: 'short', away: 1000 },
  { transfer: 'way', away: 4000 },
  { transfer: 'whole', away: 0 },
];
