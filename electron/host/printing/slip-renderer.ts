import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pictures } from '#electron/devices/receipt/markup.ts';
import { receiptBytes, receiptSvg } from '#electron/devices/receipt/render.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import type { ReceiptContext } from '#shared/domain/receipt/context.ts';
import type { ReceiptDocument } from '#shared/domain/receipt/document.ts';
import type { PrinterSettings, StoreSettings } from '#shared/domain/store/settings.ts';
import { receiptFormat } from '#shared/format/receipt-format.ts';
import { receiptWords } from '#shared/i18n/receipt-words.ts';

/** A slip about to be drawn: how it is written, and when and for which job. */
export type Slip = (context: ReceiptContext) => ReceiptDocument;
export interface SlipFrame {
  /** Instant of the fact, milliseconds. */
  readonly at: number;
  readonly copy: number;
  /** Id of the print job or document; the end of it is printed small. */
  readonly job: string;
}

/** Draws slips in the store's words, one source for paper and screen. */
export interface SlipRenderer {
  readonly svg: (slip: Slip, frame: SlipFrame) => Promise<string>;
  readonly bytes: (slip: Slip, frame: SlipFrame, printer: PrinterSettings) => Promise<Uint8Array>;
}

export interface RendererPorts {
  readonly settings: () => StoreSettings;
  readonly printer: () => PrinterSettings | null;
  readonly nameOf: (person: PersonId) => string;
  readonly picturesDir: string;
}

export function slipRenderer(ports: RendererPorts): SlipRenderer {
  const pictures = new Map<string, Uint8Array>();
  const logos = async (): Promise<Pictures> => {
    const { logo } = ports.settings().receipt;
    if (logo === null || pictures.has(logo)) return pictures;
    const png = await readFile(join(ports.picturesDir, logo)).catch(() => null);
    if (png) pictures.set(logo, png);
    return pictures;
  };
  const contextOf = ({ at, copy, job }: SlipFrame): ReceiptContext => {
    const store = ports.settings();
    const { locale, currency, timeZone } = store;
    return {
      store,
      at,
      copy,
      job: job.slice(-6),
      // No country asks for a fiscal device yet; set-up says so.
      fiscal: [],
      nameOf: ports.nameOf,
      words: receiptWords[locale],
      format: receiptFormat({ locale, currency, timeZone }),
    };
  };
  return {
    svg: async (slip, frame) =>
      receiptSvg(slip(contextOf(frame)), {
        columns: ports.printer()?.columns ?? 48,
        pictures: await logos(),
      }),
    bytes: async (slip, frame, { columns, cut }) =>
      receiptBytes(slip(contextOf(frame)), { columns, cut, pictures: await logos() }),
  };
}
