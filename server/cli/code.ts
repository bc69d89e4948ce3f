import { makeEnrolmentCode } from '../link/enrolment.ts';
import { EXIT, type HqCommand, needed } from './command.ts';
import { visit } from './visit.ts';

export const codeCommand: HqCommand = {
  summary: 'Makes a one-time code by which a register joins a store within ten minutes.',
  options: {
    store: '<code>       the store it joins',
    register: '<number>  its number there; the next free one otherwise',
  },
  run: async (given, config, line) => {
    const store = needed(given, 'store');
    const wanted = {
      store,
      register: given['register'] ?? null,
      role: 'register',
      madeBy: 'command line',
    } as const;
    const made = await visit(config, ({ pool }) => makeEnrolmentCode({ pool, now: Date.now }, wanted));
    if (!made.ok) {
      line.err(
        made.error.code === 'REGISTER_TAKEN'
          ? `Store ${store} has a register ${wanted.register} already: revoke it first.`
          : `There is no store ${store}.`,
      );
      return EXIT.refused;
    }
    line.out(`${made.value.code}  (store ${store}, register ${made.value.register}, for ten minutes)`);
    return EXIT.ok;
  },
};
