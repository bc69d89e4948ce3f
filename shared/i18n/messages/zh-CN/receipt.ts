import type { AreaOf } from '../area.ts';
import type { receipt as source } from '../en/receipt.ts';

export const receipt = {
  'receipt.title': '小票',
  'receipt.giveChange': '找零',
  'receipt.noChange': '不用找零',
  'receipt.paid': (p) => `已付 ${p.total}`,
  'receipt.nextHint': '下一次扫描开始下一张小票。',
  'receipt.drawerKey': '钱箱没有自动打开，请用钥匙打开。',
  'receipt.onItsWay': '小票正在发送到打印机。',
  'receipt.printed': '小票已打印。',
  'receipt.noPrinter': '没有设置打印机。小票已保存，以后可以打印。',
  'receipt.didItPrint': '打印时断电或打印机出错。小票打出来了吗？',
  'receipt.waitsForTap': '打印机有一阵子没有响应，小票在等待：还要打印吗？',
  'receipt.discarded': '小票没有打印。随时可以补打。',
  'receipt.printerOff': '打印机没有响应。打开电源后会自动打印。',
  'receipt.printerPaper': '打印机缺纸。装好纸卷后会自动打印。',
  'receipt.printerCover': '打印机盖子没关。关好后会自动打印。',
  'receipt.itPrinted': '是，打出来了',
  'receipt.itDidNot': '否，补打一份',
  'receipt.printNow': '现在打印',
  'receipt.discard': '不打印',
} satisfies AreaOf<typeof source>;
