import type { HqClient } from './hq-place.ts';

/** A product of the chain as the product page would save it, taxed by the chain's first class. */
export async function smokedDuck({ catalog }: HqClient, picture: string | null = null) {
  const [taxClass] = await catalog.taxClasses();
  return {
    name: 'Smoked duck',
    names: {},
    sku: null,
    barcodes: [],
    unit: 'piece' as const,
    price: 4200,
    taxClass: taxClass?.id ?? '',
    category: null,
    picture,
    active: true,
    minStock: null,
    taxCode: null,
  };
}
