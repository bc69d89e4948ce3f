/**
 * `ESC p m t1 t2`: the pulse that opens the cash drawer, 50 ms on and 500 ms off (t1 × 2 ms, t2 × 2 ms), on pin
 * 2 (0) or pin 5 (1) of the printer's drawer socket. Sent by itself, tried once, and never part of a slip, so
 * neither a retry nor a reprint can open a drawer.
 */
export const drawerPulse = (pin: 0 | 1): Uint8Array => Uint8Array.of(0x1b, 0x70, pin, 0x19, 0xfa);
