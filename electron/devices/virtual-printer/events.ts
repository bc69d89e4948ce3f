/** What a printer did with the bytes it got. Widths are in dots (12 a column), times in milliseconds. */
export type PrintEvent =
  | TextEvent
  | {
      readonly kind: 'barcode';
      readonly symbology: string;
      readonly data: string;
      readonly module: number;
      readonly height: number;
      /** Whether its text is printed with it. */
      readonly readable: boolean;
      readonly align: Alignment;
    }
  | { readonly kind: 'qr'; readonly data: string; readonly cell: number; readonly align: Alignment }
  | {
      readonly kind: 'raster';
      readonly width: number;
      readonly height: number;
      /** One bit a dot, rows filled up to whole bytes. */
      readonly bits: Uint8Array;
      readonly align: Alignment;
    }
  | { readonly kind: 'feed'; readonly dots: number }
  | { readonly kind: 'drawer'; readonly pin: number; readonly on: number; readonly off: number }
  | { readonly kind: 'cut'; readonly partial: boolean }
  | { readonly kind: 'beep' }
  /** The host asks how the printer is; `real-time` is answered at once, even when nothing can be printed. */
  | { readonly kind: 'ask'; readonly what: 'real-time' | 'in-order'; readonly about: number }
  | { readonly kind: 'unknown'; readonly at: number; readonly bytes: string };

export type Alignment = 'left' | 'center' | 'right';

/** One printed line. `text` has its gaps and its alignment as spaces, wide text spread, no trailing space. */
export interface TextEvent {
  readonly kind: 'text';
  readonly text: string;
  readonly runs: readonly Run[];
  /** Dots to the next line. */
  readonly height: number;
}

/** Text in one style, from `x` dots. */
export interface Run {
  readonly x: number;
  readonly text: string;
  /** Columns of each character, before `wide`. */
  readonly cells: readonly (1 | 2)[];
  readonly wide: number;
  readonly tall: number;
  readonly bold: boolean;
  readonly inverse: boolean;
  readonly underline: boolean;
}
