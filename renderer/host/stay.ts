import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#shared/contract/index.ts';
import type { SessionView } from '#shared/contract/session.ts';
import type { Line } from './line.ts';

const KEY = 'mallard.returnKey';

/** Remembers, for as long as this tab lives, the key that brings the signed-in person back; locking forgets it. */
export function rememberStay({ mode, returnKey }: Pick<SessionView, 'mode' | 'returnKey'>): void {
  if (mode === 'open' && returnKey !== null) sessionStorage.setItem(KEY, returnKey);
  else sessionStorage.removeItem(KEY);
}

/**
 * The first words on a new line: whoever was signed in before the page was reloaded or its line broke comes back, so that no call
 * that waited for the line is refused. Where that fails, signing in by PIN is always there.
 */
export async function comeBack({ link }: Line): Promise<void> {
  const key = sessionStorage.getItem(KEY);
  if (key === null) return;
  sessionStorage.removeItem(KEY);
  const register: ContractRouterClient<Contract> = createORPCClient(link);
  await register.session.comeBack({ key }).then(rememberStay, () => {});
}
