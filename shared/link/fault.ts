/** Why HQ or a register turned something away that came over the link. Nothing of it was kept. */
export const LINK_FAULTS = [
  /** Not what the protocol describes: cut short, another page's HTML, a head that does not fit its schema. */
  'MALFORMED',
  'OVERSIZED',
  /** A hash does not follow from the bytes before it: changed on the way or on the disk. */
  'BROKEN_CHAIN',
  'UNSIGNED',
  'UNKNOWN_DEVICE',
  'WRONG_DEVICE',
  'WRONG_STORE',
  'REVOKED',
  /** Shows a lease that another disk has used since: a copy of a register, or one that was rolled back. A manager has to act. */
  'CLONE',
  /** The session is over, or was another incarnation's: say hello again. */
  'NO_SESSION',
  /** What was asked for was there once: ask which there is now. */
  'GONE',
  'CODE_UNKNOWN',
  'REGISTER_TAKEN',
  /** This end speaks no version the other end speaks. */
  'VERSION',
  'BUSY',
] as const;
export type LinkFaultCode = (typeof LINK_FAULTS)[number];

export interface LinkFault {
  readonly code: LinkFaultCode;
  readonly data?: Readonly<Record<string, string | number>>;
}

export const linkFault = (code: LinkFaultCode, data?: LinkFault['data']): LinkFault =>
  data === undefined ? { code } : { code, data };
