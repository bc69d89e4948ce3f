/** Author of chain facts at headquarters. A device authors under its own id. */
export const HQ_CHAIN = 'hq/chain';
