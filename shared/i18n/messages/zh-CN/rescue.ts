import type { AreaOf } from '../area.ts';
import type { rescue as source } from '../en/rescue.ts';

export const rescue = {
  'rescue.title': '这台电脑上的店铺数据已损坏',
  'rescue.meaning': '没有更改任何内容，损坏的文件会保留。可以从备份继续；备份之后的销售不在其中。',
  'rescue.choose': '这台电脑上的备份，最新的在前',
  'rescue.none': '这台电脑上没有完好的备份',
  'rescue.noneHint': '请保持电脑原样并寻求帮助。损坏的文件里可能仍有全部销售。',
  'rescue.entries': ({ count }) => `${count} 条记录`,
  'rescue.unsound': '也已损坏，不能使用',
  'rescue.use': '从这份备份继续',
  'rescue.sure': '从这份备份继续吗？',
  'rescue.sureWords': ({ when }) =>
    `收银机将回到 ${when} 的状态。小票号码会换一个字母，不会重复。请保留此后的小票：需要手工补录。`,
  'rescue.working': '正在恢复…',
  'rescue.detail': '供协助人员参考：',
} satisfies AreaOf<typeof source>;
