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
  'rescue.lostTitle': '这台电脑上的店铺数据不见了',
  'rescue.lost': '这个文件夹里曾有一家店铺，其文件已不存在。没有用任何内容替代它。',
  'rescue.lostUpTo': ({ count }) =>
    `这个文件夹里曾有一家店铺，自上次换号以来至少有 ${count} 条记录，其文件已不存在。没有用任何内容替代它。`,
  'rescue.ways': '怎么办，最好的办法在前',
  'rescue.moved': '文件夹被移走了吗？',
  'rescue.movedHow': '关闭 Mallard，把文件夹放回原处再打开：',
  'rescue.elsewhere': '别的磁盘上有备份吗？',
  'rescue.elsewhereHow': '把备份文件按原名复制到这里，点“再找一次”后选择它：',
  'rescue.look': '再找一次',
  'rescue.anew': '都没有？',
  'rescue.anewHow':
    '重新开始，用新的代码加入总部，或开自己的店。这台收银机已发给总部的内容会从那里回来；没有发出的就丢失了。',
  'rescue.begin': '重新开始',
  'rescue.anewSure': '不要原来的店铺，重新开始吗？',
  'rescue.anewWords':
    '这台电脑将成为一台新的收银机，原来的内容以后不能再并入。小票号码会换到下一个字母，不会重复。请先让总部注销原来的收银机，再把它的编号给这台使用。',
  'rescue.detail': '供协助人员参考：',
} satisfies AreaOf<typeof source>;
