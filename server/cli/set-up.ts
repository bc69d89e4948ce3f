import { setUpChain } from '../set-up/set-up-chain.ts';
import { EXIT, type HqCommand, needed } from './command.ts';
import { visit } from './visit.ts';

const WORDS = {
  SET_UP_ALREADY: 'The chain is set up already. Nothing was changed.',
  CHAIN_NAME_MISSING: 'The chain needs a name of at most 120 letters.',
  STORE_CODE_INVALID: 'A store code is one to eight capital letters and digits, such as R01.',
  STORE_NAME_MISSING: 'The store needs a name.',
} as const;

export const setUpCommand: HqCommand = {
  summary: 'Makes the chain and its first store in an empty database.',
  options: {
    chain: '<name>       name of the chain',
    store: '<code>       code of the first store, printed on its tickets: R01',
    'store-name': '<name>  its name',
  },
  run: async (given, config, line) => {
    const draft = {
      chain: needed(given, 'chain'),
      store: { code: needed(given, 'store'), name: needed(given, 'store-name') },
    };
    const done = await visit(config, ({ pool }) => setUpChain({ pool, now: Date.now }, draft));
    if (!done.ok) {
      line.err(WORDS[done.error]);
      return EXIT.refused;
    }
    line.out(`${draft.chain} is set up, with store ${draft.store.code}.`);
    return EXIT.ok;
  },
};
