/** Author of chain facts at headquarters. A device authors under its own id. */
export const HQ_CHAIN = 'hq/chain';

/** Whether headquarters wrote it, for the chain or for a store: the person is one of its accounts then. */
export const isOfHq = (author: string): boolean => author.startsWith('hq/');
