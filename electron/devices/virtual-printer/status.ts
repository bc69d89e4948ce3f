/** What is wrong with the virtual printer's paper path, if anything. */
export type Trouble = 'none' | 'paper-out' | 'cover-open';

/**
 * The answer to `DLE EOT n` (Epson ESC/POS reference): bits 1 and 4 are always set; n 1 has bit 3 when offline;
 * n 2 has bit 2 with the cover open and bit 5 when printing stopped for lack of paper; n 4 has bits 5 and 6 at paper end.
 */
export function realTimeStatus(about: number, trouble: Trouble): number {
  const bits: Readonly<Record<number, number>> = {
    1: trouble === 'none' ? 0 : 0x08,
    2: (trouble === 'cover-open' ? 0x04 : 0) | (trouble === 'paper-out' ? 0x20 : 0),
    4: trouble === 'paper-out' ? 0x60 : 0,
  };
  return 0x12 | (bits[about] ?? 0);
}

/** The answer to `GS r 1`, given in its turn between the printed bytes: bits 2 and 3 at paper end. */
export const inOrderStatus = (trouble: Trouble): number => (trouble === 'paper-out' ? 0x0c : 0);
