/** Headquarters: stores that joined after selling alone, and registers that began anew. */
export const hqJoined = {
  'hq.needs.handOver': (p: { register: string }) =>
    `${p.register} was a store of its own, and taking it over has stopped. It sells on.`,
  'hq.device.handingOver': (p: { done: string; total: string }) => `Handing over · ${p.done} of ${p.total}`,
  'hq.device.handOverStopped': 'Handing over, stopped',
  'hq.handOverStopped.UNREADABLE': (p: { name: string }) =>
    `Taking this store over has stopped at a fact that does not count here yet (${p.name}). Look at it under “Not counted”; then it goes on by itself. The store sells on meanwhile.`,
  'hq.handOverStopped.REFUSED': (p: { what: string }) =>
    `Taking this store over has stopped: ${p.what} cannot be taken as it is. Have it changed at the register; then it goes on by itself. The store sells on meanwhile.`,
  'hq.device.lost': (p: { count: string; at: string }) =>
    `${p.count} facts it had made by ${p.at} never arrived here. If its disk or a backup of it can be found, bring it back with a new code and they come. What it made after that nobody here can know.`,
  'hq.device.lostNone': (p: { at: string }) =>
    `None of its facts is known to be missing: all it had made by ${p.at} is here. What it made after that nobody here can know.`,
  'hq.device.formerLost': (p: { name: string; count: string; at: string }) =>
    `It began anew. ${p.count} facts the register before it (${p.name}) had made by ${p.at} never arrived here: look for its disk or a backup, and compare with the slips of the last days.`,
  'hq.device.formerLostNone': (p: { name: string; at: string }) =>
    `It began anew. Of the register before it (${p.name}) no fact is known to be missing: all it had made by ${p.at} is here.`,
  'hq.device.handOverAgain': 'Look again now',
  'hq.device.handOver': 'Facts of its catalog taken over',
  'hq.rule.JOINED_PRODUCT': 'A product of a store that joined clashes',
  'hq.rule.JOINED_PRODUCT.meaning':
    'A barcode, number or id of this product is another one’s in the chain. The chain’s stands: scanning the code sells the chain’s product. The store’s product is kept without the code, with its sales and its stock.',
  'hq.rule.JOINED_PRODUCT.todo':
    'If both are the same goods, switch the store’s product off and count the stock under the other. If not, give one of them another code.',
  'hq.joined.kind': 'What it is',
  'hq.joined.what': 'What became of it',
  'hq.joined.name': 'In the store',
  'hq.joined.chain': 'In the chain',
  'hq.joined.codes': 'Barcodes',
  'hq.joined.sku': 'Number',
  'hq.joined.products': 'Products',
  'hq.joined.from': 'From',
  'hq.joined.chain-stands': 'The chain’s stands; the store’s was not taken',
  'hq.joined.kept-beside': 'Kept beside the chain’s, under the name below',
  'hq.joined.differs': 'Holds for this store alone',
  'hq.joined.offered-everywhere': 'Offered in every store from now on',
  'hq.joined.same-name': 'Somebody of this name is in the chain already',
  'hq.joined.code-taken': 'Taken without this code: it is the chain’s product',
  'hq.joined.chain-prices': 'Left out: the chain’s prices hold',
  'hq.rule.JOINED_PRICES': 'A price to come of a store that joined was left out',
  'hq.rule.JOINED_PRICES.meaning':
    'A store that joined had set prices for later. For some of its products the chain has prices of its own for the same time, or the product is the chain’s. The chain’s prices hold; the store’s for these products were not taken.',
  'hq.rule.JOINED_PRICES.todo': 'Look at both. If the store’s price is the right one, set it here.',
  'hq.rule.JOINED_RECORD': 'Something of a store that joined clashes',
  'hq.rule.JOINED_RECORD.meaning':
    'The store brought a setting, tax class, department, way of paying, role or person that the chain has differently. Tax and rights stay as they were: the store’s is kept beside the chain’s under a name of its own, or the chain’s stands where this says so. A way of paying is offered in every store now.',
  'hq.rule.JOINED_RECORD.todo':
    'Look at both. Keep them, rename them, or move products and people over and switch one off.',
};
