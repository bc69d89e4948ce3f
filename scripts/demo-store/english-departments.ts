/** How products of the Open Food Facts file find their department: the first whose words are in the name takes it. */
export interface Department {
  readonly category: string;
  readonly count: number;
  readonly taxClass: 'vat13' | 'vat9' | 'exempt';
  /** Price range in fen. */
  readonly price: readonly [number, number];
  readonly words: RegExp;
}

export const DEPARTMENTS: readonly Department[] = [
  {
    category: 'frozen',
    count: 130,
    taxClass: 'vat13',
    price: [990, 4990],
    words: /\b(?:frozen|ice cream|gelato|sorbet|pizza|surgel|glace)/i,
  },
  {
    category: 'tea',
    count: 130,
    taxClass: 'vat13',
    price: [1290, 6990],
    words: /\b(?:tea|thé|infusion|coffee|café|espresso|matcha|rooibos|cappuccino)\b/i,
  },
  {
    category: 'bakery',
    count: 160,
    taxClass: 'vat13',
    price: [490, 2490],
    words:
      /\b(?:bread|pain|buns?|bagels?|croissants?|brioche|muffins?|cakes?|cookies?|biscuits?|baguette|donuts?|galettes?|wafers?|gâteaux?|tartes?)\b/i,
  },
  {
    category: 'sweets',
    count: 210,
    taxClass: 'vat13',
    price: [450, 3990],
    words:
      /\b(?:chocolate|chocolat|candy|candies|gummies|caramels?|toffee|bonbons?|licorice|marshmallows?|lollipops?)\b/i,
  },
  {
    category: 'snacks',
    count: 220,
    taxClass: 'vat13',
    price: [490, 2990],
    words:
      /\b(?:chips|crisps|popcorn|pretzels?|crackers?|nuts|almonds|cashews|trail mix|snack|puffs|tortilla)\b/i,
  },
  {
    category: 'breakfast',
    count: 120,
    taxClass: 'vat13',
    price: [1290, 4990],
    words:
      /\b(?:cereal|muesli|granola|oats?|oatmeal|porridge|jam|marmalade|honey|miel|peanut butter|confiture)\b/i,
  },
  {
    category: 'dairy',
    count: 220,
    taxClass: 'vat13',
    price: [590, 3990],
    words:
      /\b(?:milk|lait|yogh?urt|yaourt|cheese|fromage|butter|beurre|cheddar|mozzarella|cream cheese|kefir|quark)\b/i,
  },
  {
    category: 'drinks',
    count: 230,
    taxClass: 'vat13',
    price: [250, 2490],
    words:
      /\b(?:juice|jus|cola|soda|water|eau|lemonade|limonade|drink|smoothie|nectar|beer|bière|kombucha)\b/i,
  },
  {
    category: 'meat',
    count: 120,
    taxClass: 'vat9',
    price: [1490, 6990],
    words:
      /\b(?:chicken|poulet|beef|bœuf|ham|jambon|sausages?|salami|turkey|bacon|salmon|saumon|tuna|thon|shrimp)\b/i,
  },
  {
    category: 'sauces',
    count: 110,
    taxClass: 'vat13',
    price: [690, 3490],
    words:
      /\b(?:sauce|ketchup|mustard|moutarde|vinegar|vinaigre|mayonnaise|dressing|salsa|pesto|spice|seasoning|pepper)\b/i,
  },
  {
    category: 'pantry',
    count: 150,
    taxClass: 'vat9',
    price: [490, 4990],
    words:
      /\b(?:rice|riz|pasta|spaghetti|penne|noodles?|flour|farine|oil|huile|beans|lentils|chickpeas|soup|couscous|quinoa|sugar)\b/i,
  },
];
