/** A receipt printer with a drawer on it. Nothing here throws for a printer that is off, slow or out of paper. */
export interface Printer {
  /**
   * Hands a slip over. Aborting before the first byte is `not-sent`, afterwards `broken`: the bytes may print.
   */
  send(bytes: Uint8Array, signal: AbortSignal): Promise<SendOutcome>;
  /** Opens the drawer: tried once, given up after 3 s, never repeated by itself. */
  pulse(): Promise<PulseOutcome>;
  /** Asks the printer in real time (`DLE EOT`). */
  status(): Promise<PrinterStatus>;
}

export type SendOutcome =
  /** Not a byte left this machine, so trying again can't print twice. */
  | { readonly kind: 'not-sent'; readonly reason: SendTrouble }
  /** All bytes were taken; this printer does not tell more. */
  | { readonly kind: 'sent' }
  /** The printer said, after the last byte, that it has worked through the slip. */
  | { readonly kind: 'confirmed' }
  /** Something left and then it broke: a whole slip, half of one, or nothing may be on paper. */
  | { readonly kind: 'broken'; readonly reason: SendTrouble };

export type SendTrouble = PrinterTrouble | 'timeout' | 'connection-lost' | 'aborted';

export type PulseOutcome =
  | { readonly kind: 'pulsed' }
  /** Nobody knows whether it opened: the screen says to use the key. */
  | { readonly kind: 'failed'; readonly reason: SendTrouble };

export type PrinterTrouble = 'unreachable' | 'paper-out' | 'cover-open' | 'offline';

export type PrinterStatus =
  | { readonly kind: 'ready'; readonly paperLow: boolean }
  | { readonly kind: 'trouble'; readonly trouble: PrinterTrouble }
  /** Reached, but it answers no questions, as many do not. */
  | { readonly kind: 'silent' };
