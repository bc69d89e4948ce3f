import { type ReactNode, useEffect } from 'react';
import { client, host, queries } from '#renderer/host/host.ts';
import { hqClient } from '#renderer/host/hq.ts';
import { isHq } from '#renderer/host/kind.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { isHeld } from './idle-hold.ts';

/** Signs of a person at the register. */
const SIGNS = ['keydown', 'pointerdown', 'wheel', 'touchstart'] as const;
/** How often the register is told that somebody is still here, ms: it locks by itself too. */
const TOLD_EVERY_MS = 30_000;

/**
 * Locks after the store's minutes without a key or a touch, never while a payment is being taken. Work at a screen that
 * asks nothing of the register (counting a drawer) counts as being here. Shows nothing; mounted while somebody is signed in.
 */
export function IdleLock(): ReactNode {
  const minutes = useSession().store?.idleLockMinutes ?? 5;
  useEffect(() => {
    let seen = Date.now();
    let told = seen;
    const see = (): void => {
      seen = Date.now();
    };
    const look = (): void => {
      const now = Date.now();
      if (isHeld()) seen = now;
      if (now - seen >= minutes * 60_000) return void lockNow();
      if (seen <= told || now - told < TOLD_EVERY_MS) return;
      told = now;
      void tellPresence();
    };
    const options = { capture: true, passive: true } as const;
    for (const sign of SIGNS) window.addEventListener(sign, see, options);
    const timer = setInterval(look, 1000);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, see, options);
    };
  }, [minutes]);
  return null;
}

async function lockNow(): Promise<void> {
  try {
    queries.setQueryData(host.session.get.queryKey(), await client.session.lock());
  } catch {
    // No line to the register: it locks by its own clock, and the next second asks again.
  }
}

/** Any call of a signed-in person counts; where the register has locked meanwhile, the page follows. */
async function tellPresence(): Promise<void> {
  try {
    await (isHq ? hqClient.session.stay() : client.shifts.current());
  } catch {
    await queries.invalidateQueries({ queryKey: host.session.get.key() });
  }
}
