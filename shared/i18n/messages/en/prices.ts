import { pluralIn } from '../../plural.ts';

const plural = pluralIn('en');

/** Prices that begin at a minute to come. */
export const prices = {
  'prices.title': 'Coming prices',
  'prices.hint': 'They begin and end by themselves, without a network, by the clock of each store.',
  'prices.keptHint': 'Set at headquarters. They begin and end here by themselves, without a network.',
  'prices.show': 'Which prices',
  'prices.coming': 'Coming and running',
  'prices.past': 'Past',
  'prices.none': 'No prices are coming',
  'prices.noneHint': 'Choose products in the list of products, then “Coming price”.',
  'prices.nonePast': 'Nothing yet',
  'prices.what': 'What',
  'prices.products': (p: { count: number }) =>
    plural(p.count, { one: '1 product', other: `${p.count} products` }),
  'prices.from': 'From',
  'prices.until': 'Until',
  'prices.forGood': 'for good',
  'prices.price': 'Price',
  'prices.state': 'State',
  'prices.stage.coming': 'Coming',
  'prices.stage.holding': 'In force',
  'prices.stage.over': 'Over',
  'prices.stage.cancelled': 'Called off',
  'prices.by': 'Set by',
  'prices.at': 'Set on',
  'prices.set': 'Coming price',
  'prices.setFor': (p: { name: string }) => `Coming price for ${p.name}`,
  'prices.setForMany': (p: { count: string }) => `Coming prices for ${p.count} products`,
  'prices.change': 'Change',
  'prices.changeTitle': 'Change coming prices',
  'prices.newPrice': 'New price',
  'prices.date': 'Date',
  'prices.time': 'Time',
  'prices.ends': 'It ends',
  'prices.endsHint':
    'Then the price that holds otherwise is back. Without an end it is the regular price from then on.',
  'prices.endDate': 'Ends on',
  'prices.endTime': 'Time it ends',
  'prices.name': 'What for',
  'prices.namePlaceholder': 'e.g. Spring sale',
  'prices.local': 'Each store goes by its own clock.',
  'prices.priceKept': 'The prices stay as they were set.',
  'prices.cancel': 'Call off',
  'prices.cancelAsk': 'Call these prices off?',
  'prices.cancelComing': 'They will not begin. Nothing else changes.',
  'prices.cancelHolding':
    'The prices that hold otherwise are back at once, on each register as soon as it hears of it.',
  'prices.saved': 'Coming prices set',
  'prices.cancelled': 'Called off',
  'prices.bad.from': 'This minute is past, or there is no such minute. Nothing was set. Choose a later one.',
  'prices.bad.until': 'The end must come after the beginning. Nothing was set.',
  'prices.bad.products': (p: { most: string }) =>
    `A schedule takes at most ${p.most} products. Nothing was set. Choose fewer, e.g. one department.`,
  'prices.now': (p: { price: string; regular: string }) =>
    `The till charges ${p.price} now; the regular price is ${p.regular}.`,
  'prices.section': 'Coming prices',
  'prices.noneHere': 'None is coming.',
};
