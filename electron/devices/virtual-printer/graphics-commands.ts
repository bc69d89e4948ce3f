import { type Command, set, word } from './command.ts';
import { decodeCode128 } from './decode.ts';
import type { PrintEvent } from './events.ts';
import type { PrinterState } from './state.ts';

const long = (bytes: Uint8Array, at: number): number => word(bytes, at) + word(bytes, at + 2) * 0x1_0000;

/** Barcodes, QR codes and pictures: `GS k`, `GS ( k`, `GS v 0`, `GS ( L`, `GS 8 L`, `ESC *`. */
export const graphicsCommands: Readonly<Record<string, Command>> = {
  '1d77': set(3, (state, value) => {
    state.barcode.module = value;
  }),
  '1d68': set(3, (state, value) => {
    state.barcode.height = value;
  }),
  '1d48': set(3, (state, value) => {
    state.barcode.readable = value !== 0 && value !== 48;
  }),
  '1d66': set(3, () => undefined),
  '1d6b': { length: barcodeLength, run: printBarcode },
  '1d286b': { length: (bytes) => (bytes.length < 5 ? null : 5 + word(bytes, 3)), run: qrCode },
  '1d7630': {
    length: (bytes) => (bytes.length < 8 ? null : 8 + word(bytes, 4) * word(bytes, 6)),
    run: rasterPicture,
  },
  '1d284c': {
    length: (bytes) => (bytes.length < 5 ? null : 5 + word(bytes, 3)),
    run: (state, bytes) => graphics(state, bytes.subarray(5)),
  },
  '1d384c': {
    length: (bytes) => (bytes.length < 7 ? null : 7 + long(bytes, 3)),
    run: (state, bytes) => graphics(state, bytes.subarray(7)),
  },
  '1b2a': {
    length: (bytes) => (bytes.length < 5 ? null : 5 + word(bytes, 3) * ((bytes[2] ?? 0) >= 32 ? 3 : 1)),
    run: () => null,
  },
};

const SYMBOLOGIES: Readonly<Record<number, string>> = {
  65: 'upca',
  66: 'upce',
  67: 'ean13',
  68: 'ean8',
  69: 'code39',
  70: 'interleaved2of5',
  71: 'rationalizedCodabar',
  72: 'code93',
  73: 'code128',
};

/** Form A (`m` ≤ 6) ends with NUL, form B (`m` ≥ 65) tells its length. */
function barcodeLength(bytes: Uint8Array): number | null {
  const kind = bytes[2];
  if (kind === undefined) return null;
  if (kind >= 65) return bytes.length < 4 ? null : 4 + (bytes[3] ?? 0);
  const end = bytes.indexOf(0, 3);
  return end < 0 ? null : end + 1;
}

function printBarcode(state: PrinterState, bytes: Uint8Array): PrintEvent {
  const kind = bytes[2] ?? 0;
  const content = kind >= 65 ? bytes.subarray(4) : bytes.subarray(3, -1);
  const symbology = SYMBOLOGIES[kind >= 65 ? kind : kind + 65] ?? 'code128';
  const data = symbology === 'code128' ? decodeCode128(content) : Buffer.from(content).toString('latin1');
  return { kind: 'barcode', symbology, data, ...state.barcode, align: state.align };
}

/** `GS ( k` with cn 49: function 67 cell size, 80 store, 81 print. */
function qrCode(state: PrinterState, bytes: Uint8Array): PrintEvent | null {
  const [code, action] = [bytes[5], bytes[6]];
  if (code !== 49) return null;
  if (action === 67) state.qr.cell = bytes[7] ?? 3;
  if (action === 80) state.qr.data = Buffer.from(bytes.subarray(8)).toString('utf8');
  return action === 81 ? { kind: 'qr', ...state.qr, align: state.align } : null;
}

function rasterPicture(state: PrinterState, bytes: Uint8Array): PrintEvent {
  return {
    kind: 'raster',
    width: word(bytes, 4) * 8,
    height: word(bytes, 6),
    bits: Uint8Array.from(bytes.subarray(8)),
    align: state.align,
  };
}

/** Function 112 stores a raster in the print buffer, 50 (or 2) prints it. */
function graphics(state: PrinterState, body: Uint8Array): PrintEvent | null {
  const action = body[1];
  if (action === 112) {
    state.graphics = {
      kind: 'raster',
      width: word(body, 6),
      height: word(body, 8),
      bits: Uint8Array.from(body.subarray(10)),
      align: state.align,
    };
    return null;
  }
  if (action !== 50 && action !== 2) return null;
  const stored = state.graphics;
  state.graphics = null;
  return stored;
}
