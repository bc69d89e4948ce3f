import { expect, test } from 'vitest';
import { translator } from '#shared/i18n/index.ts';
import { wordedErrors } from './worded-errors.ts';

const CSV =
  '\ufeffline,column,problem,value\r\n4,price,PRICE_INVALID,"1,2,3"\r\n9,,QUOTE_OPEN,\r\n12,on-hand,STOCK_NEGATIVE,\'-5\r\n';

test.each([
  [
    'en',
    [
      'Line,About,Why,In the file',
      '4,Price,The price cannot be read.,"1,2,3"',
      '9,,A quotation mark is opened and never closed.,',
      '12,Stock on hand,"The product is taken, its stock is not: it is below zero.",\'-5',
      '',
    ],
  ],
  [
    'zh-CN',
    [
      '行,项目,原因,文件内容',
      '4,价格,价格无法识别。,"1,2,3"',
      '9,,引号没有配对。,',
      "12,现有库存,接受商品，不接受库存：库存小于零。,'-5",
      '',
    ],
  ],
] as const)('what was not taken is told in words (%s)', (locale, lines) => {
  expect(wordedErrors(CSV, translator(locale)).split('\r\n')).toEqual(lines);
});
