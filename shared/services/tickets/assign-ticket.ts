import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { ticketAssigned } from '#shared/journal/entries/ticket-elsewhere.ts';
import { type Command, fact, type Host } from '../journal/host.ts';
import { type Holder, readTaking } from './parks.ts';

export interface AssignTicket extends Holder {
  readonly park: string;
}

/**
 * Given at headquarters alone: gives a parked ticket to the register that asks, if no other has it. Whoever has it and asks again hears
 * the same, by the same command or another. A park that has not come up yet is given too: only who parked it can know of it.
 * Refuses PARK_TAKEN with the register that has it.
 */
export const assignTicket =
  (host: Pick<Host, 'commit'>) =>
  (
    command: Command,
    { park, device, register }: AssignTicket,
  ): Promise<Result<Record<string, never>, DomainError>> =>
    host.commit(command, async ({ read, self }) => {
      const { givenTo, takers, register: parkedAt } = await readTaking(read, self.store, park);
      if (givenTo?.device === device) return ok({ answer: {} });
      if (givenTo) return err(refuse('PARK_TAKEN', { register: givenTo.register }));
      if (takers.includes(device)) return ok({ answer: {} });
      if (takers.length > 0) return err(refuse('PARK_TAKEN', { register: parkedAt }));
      return ok({ entry: fact(ticketAssigned, { park, device, register, by: command.actor }), answer: {} });
    });
