import type { LinkFault, LinkFaultCode } from '#shared/link/fault.ts';

/** How each fault is said over HTTP. */
const STATUS: Readonly<Record<LinkFaultCode, number>> = {
  MALFORMED: 400,
  OVERSIZED: 400,
  BROKEN_CHAIN: 400,
  UNSIGNED: 401,
  UNKNOWN_DEVICE: 401,
  WRONG_DEVICE: 401,
  NO_SESSION: 401,
  WRONG_STORE: 403,
  REVOKED: 403,
  CLONE: 403,
  CODE_UNKNOWN: 403,
  REGISTER_TAKEN: 409,
  GONE: 410,
  VERSION: 426,
  BUSY: 429,
};

/** Thrown by a route or its hooks to turn a request away; the one place that answers it also logs and counts it. */
export class Refusal extends Error {
  readonly fault: LinkFault;
  readonly status: number;
  constructor(fault: LinkFault, status: number = STATUS[fault.code]) {
    super(fault.code);
    this.fault = fault;
    this.status = status;
  }
}

/** Turned away for now: come back in so many seconds. */
export const busy = (retryAfter: number, status?: number): Refusal =>
  new Refusal({ code: 'BUSY', data: { retryAfter } }, status);
