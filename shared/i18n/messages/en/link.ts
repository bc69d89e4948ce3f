/** Headquarters: joining it, and how this register agrees with it. */
export const link = {
  'link.title': 'Headquarters',
  'link.hint':
    'What was sold here goes up, products and prices come down, by themselves. Selling never waits for either.',
  'link.aloneHint':
    'This register is a store of its own. It can become one of a chain and keeps all it has sold.',
  'link.joinAgainHint':
    'A new code from headquarters makes this register one of the chain again. What it sold meanwhile goes up, and is looked at there.',
  'link.joinHint': 'Headquarters makes a code for this register. It is good once, for ten minutes.',
  'link.joinAloneHint':
    'Everything sold here goes up from the first day. Products, prices, people and settings are kept at headquarters from then on. A code of store or register that is taken there is replaced for new tickets. Close the shift and take up parked tickets first.',
  'link.address': 'Address of headquarters',
  'link.addressHint': 'For example hq.example.com',
  'link.code': 'One-time code',
  'link.codeHint': 'As headquarters shows it; capital or small letters.',
  'link.join': 'Join',
  'link.waitingTitle': (p: { chain: string }) => `Joined ${p.chain}`,
  'link.waitingHint':
    'Products, prices and people are on their way. This register opens by itself when they are here.',
  'link.waitingPeople':
    'Everything sent so far is here. To open, headquarters must have settings for this store and somebody with a PIN.',
  'link.waitingFacts': 'On their way from headquarters',
  'link.kept': 'Kept at headquarters. Change it there; it comes down by itself.',
  'link.stockAsOf': (p: { time: string }) => `Stock as of ${p.time}`,
  'link.othersAsOf': (p: { time: string }) => `Other registers as of ${p.time}`,
  'link.online': 'Headquarters',
  'link.attention': 'Headquarters needs a look',
  'link.offline': 'Offline',
  'link.sending': (p: { count: number; age: string }) => `Sending · ${p.count} waiting · oldest ${p.age}`,
  'link.tryNow': 'Try now',
  'link.waiting': 'Waiting to go up',
  'link.nothingWaits': 'Headquarters holds everything.',
  'link.oldest': (p: { age: string }) => `The oldest was made ${p.age}.`,
  'link.agreed': 'Last agreement',
  'link.never': 'Not yet',
  'link.knowledge': 'Knowledge from there',
  'link.knowledgeHint': 'Products, prices, and what the other registers sold.',
  'link.current': 'Current',
  'link.clock': 'Clock',
  'link.clockRight': 'Agrees',
  'link.clockAhead': 'This register is ahead of headquarters. Set its clock.',
  'link.clockBehind': 'This register is behind headquarters. Set its clock.',
  'link.compared': 'Facts compared',
  'link.comparedEqual': (p: { count: string }) => `All ${p.count} are the same here and there.`,
  'link.comparedDiffer': (p: { count: string; left: string }) =>
    `${p.count} differed. Not put right: ${p.left}. Headquarters knows of it.`,
  'link.comparedMended': (p: { count: string }) =>
    `${p.count} differed and were put right. Have the disk of this machine looked at.`,
  'link.comparedRegained': (p: { count: string }) =>
    `Headquarters was restored and had lost ${p.count} of them. This register gave them back.`,
  'link.compareNow': 'Check now',
  'link.comparedDone': 'All facts were compared',
  'link.handingOver':
    'Headquarters is taking this store over. Until it has everything, selling goes on with the products of this register.',
  'link.handOver': 'Taken over by headquarters',
  'link.handOverOf': (p: { done: string; total: string }) => `${p.done} of ${p.total}`,
  'link.handOverStopped.UNREADABLE': (p: { name: string }) =>
    `Headquarters has stopped: a fact of this register (${p.name}) does not count there yet. Selling goes on as before. Somebody at headquarters looks at it under “Not counted”; then it goes on by itself.`,
  'link.handOverStopped.REFUSED': (p: { what: string }) =>
    `Headquarters has stopped: it cannot take over ${p.what}. Selling goes on as before. Change it here, then it goes on by itself; if that does not help, headquarters has to look.`,
  'link.handOverAgain': 'Ask again now',
  'link.handed.tax': 'the tax class',
  'link.handed.category': 'the department',
  'link.handed.tender': 'the way of paying',
  'link.handed.role': 'the role',
  'link.handed.person': 'a person',
  'link.handed.setting': 'the setting',
  'link.handed.product': 'the product',
  'link.handed.schedule': 'the prices to come',
  'link.stopped':
    'Something came that no sale may be made without knowing, and it cannot be read. Selling goes on with what stood before; newer products and prices wait. Update Mallard, then try now.',
  'link.details': 'Chain',
  'link.chainAt': (p: { chain: string; address: string }) => `${p.chain} · ${p.address}`,
  'link.lineUp': 'The line is up.',
  'link.lineDown': 'The line is down. It is tried again by itself.',
  'link.asides': 'Put aside',
  'link.asidesHint':
    'These came from headquarters and do not count here yet. What stood before is in force. Looking again helps after an update.',
  'link.noAsides': 'Nothing was put aside',
  'link.noAsidesHint': 'Everything that came could be read and counts.',
  'link.when': 'When',
  'link.what': 'What',
  'link.why': 'Why',
  'link.reason': 'In detail',
  'link.aside.parked': 'Waits for what it is about',
  'link.aside.unknown': 'This version does not know it',
  'link.aside.quarantined': 'Its content is wrong',
  'link.aside.waiting': 'The one before it is not here yet',
  'link.aside.fork': 'Two histories; headquarters settles it',
  'link.aside.stopping': 'Everything after it waits',
  'link.lookAgain': 'Look again',
  'link.allGood': 'All of it counts now.',
  'link.stillAside': (p: { count: number }) => `Still put aside: ${p.count}`,
  'link.trouble.UNREACHABLE':
    'Headquarters does not answer. Selling goes on; what waits goes up when the line is back.',
  'link.trouble.NOT_HQ':
    'Something answers at the address of headquarters that is not headquarters, perhaps a sign-in page of the network. Selling goes on; look at the network.',
  'link.trouble.BUSY': 'Headquarters is busy and asks to come back later. Selling goes on.',
  'link.trouble.VERSION': 'This version of Mallard is too old for headquarters. Selling goes on; update it.',
  'link.trouble.REVOKED':
    'Headquarters has revoked this register: it gets no more products and prices. What it sells still goes up and is looked at there. Ask headquarters.',
  'link.trouble.CLONE':
    'Headquarters has seen another copy of this register. Selling goes on; somebody there must say which one is right.',
  'link.trouble.UNKNOWN_DEVICE': 'Headquarters does not know this register. Selling goes on; ask there.',
  'link.trouble.other': (p: { code: string }) =>
    `Headquarters turns this register away (${p.code}). Selling goes on; ask there.`,
  'link.refused.ADDRESS': 'This is no address. Type it as headquarters gave it, such as hq.example.com.',
  'link.refused.CODE_UNKNOWN':
    'This code is unknown, used or older than ten minutes. Ask headquarters for a new one.',
  'link.refused.REGISTER_TAKEN':
    'Another register has this number now. Ask headquarters for a code with another number.',
  'link.refused.WRONG_STORE': 'Headquarters knows this register under another store. Ask there.',
  'link.refused.SHIFT': 'A shift is open. Close it first: codes may change by joining.',
  'link.refused.PARKED': 'Parked tickets wait here. Take them up or void them first.',
  'link.refused.JOINED': 'This register has joined already.',
  'link.refused.UNREACHABLE':
    'Nobody answers at this address. Check it and the network, then try again with the same code.',
  'link.refused.NOT_HQ':
    'Something answers at this address, and it is not headquarters. Check the address, or sign in to the network first.',
  'link.refused.other': (p: { reason: string }) =>
    `Headquarters did not take this register (${p.reason}). Ask there.`,
};
