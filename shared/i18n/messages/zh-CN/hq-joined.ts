import type { AreaOf } from '../area.ts';
import type { hqJoined as source } from '../en/hq-joined.ts';

export const hqJoined = {
  'hq.needs.handOver': (p) => `${p.register} 原是独立门店，接管已停住。照常销售。`,
  'hq.device.handingOver': (p: { done: string; total: string }) => `正在移交 · ${p.done} / ${p.total}`,
  'hq.device.handOverStopped': '移交已停住',
  'hq.handOverStopped.UNREADABLE': (p) =>
    `接管该门店时停在一条尚未计入的记录（${p.name}）。请在“未计入”中查看，之后会自动继续。门店照常销售。`,
  'hq.handOverStopped.REFUSED': (p) =>
    `接管该门店时已停住：无法按原样接管${p.what}。请在收银机上修改，之后会自动继续。门店照常销售。`,
  'hq.device.lost': (p) =>
    `它在 ${p.at} 之前产生的记录中有 ${p.count} 条从未到达总部。若能找到其磁盘或备份，用新代码让它重新加入，记录就会上传。此后产生的记录总部无从得知。`,
  'hq.device.lostNone': (p) =>
    `未发现其记录缺失：它在 ${p.at} 之前产生的记录都在这里。此后产生的记录总部无从得知。`,
  'hq.device.formerLost': (p) =>
    `本机是重新开始的。前一台收银机（${p.name}）在 ${p.at} 之前产生的记录中有 ${p.count} 条从未到达总部：请寻找其磁盘或备份，并与最近几天的小票核对。`,
  'hq.device.formerLostNone': (p) =>
    `本机是重新开始的。前一台收银机（${p.name}）未发现记录缺失：它在 ${p.at} 之前产生的记录都在这里。`,
  'hq.device.handOverAgain': '立即再看',
  'hq.device.handOver': '已接管的目录记录',
  'hq.rule.JOINED_PRODUCT': '加入门店的商品有冲突',
  'hq.rule.JOINED_PRODUCT.meaning':
    '该商品的条码、编号或标识在连锁中属于另一商品。以连锁的为准：扫描此码售出的是连锁的商品。门店的商品保留，但不带此码，其销售和库存不变。',
  'hq.rule.JOINED_PRODUCT.todo':
    '若两者是同一商品，请停用门店的商品，并将库存盘点到另一商品下；若不是，请给其中之一换码。',
  'hq.joined.kind': '类别',
  'hq.joined.what': '处理结果',
  'hq.joined.name': '门店',
  'hq.joined.chain': '连锁',
  'hq.joined.codes': '条码',
  'hq.joined.sku': '编号',
  'hq.joined.products': '商品数',
  'hq.joined.from': '开始',
  'hq.joined.chain-stands': '以连锁的为准；门店的未采用',
  'hq.joined.kept-beside': '以下方名称与连锁的并存',
  'hq.joined.differs': '只在该门店有效',
  'hq.joined.offered-everywhere': '今后在所有门店可用',
  'hq.joined.same-name': '连锁中已有同名人员',
  'hq.joined.code-taken': '已采用，但不带此码：它属于连锁的商品',
  'hq.joined.chain-prices': '未采用：以连锁的价格为准',
  'hq.rule.JOINED_PRICES': '加入门店的预定价格有未采用的',
  'hq.rule.JOINED_PRICES.meaning':
    '加入的门店预先设定了价格。其中部分商品在同一时段已有连锁自己的价格，或该商品属于连锁。以连锁的价格为准；门店对这些商品的预定价格未采用。',
  'hq.rule.JOINED_PRICES.todo': '请查看两者。若门店的价格才对，请在这里设定。',
  'hq.rule.JOINED_RECORD': '加入门店的资料有冲突',
  'hq.rule.JOINED_RECORD.meaning':
    '门店带来的设置、税类、部门、付款方式、角色或人员与连锁的不同。税与权限保持原样：门店的以自己的名称与连锁的并存，或在注明处以连锁的为准。付款方式现在在所有门店可用。',
  'hq.rule.JOINED_RECORD.todo': '请查看两者：可以保留、改名，或把商品和人员移过去后停用其一。',
} satisfies AreaOf<typeof source>;
