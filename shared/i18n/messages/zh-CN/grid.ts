import type { AreaOf } from '../area.ts';
import type { grid as source } from '../en/grid.ts';

export const grid = {
  'grid.filter': '筛选所显示的内容',
  'grid.columns': '列',
  'grid.export': '导出',
  'grid.shown': (p) => `显示 ${p.shown}，共 ${p.all}`,
  'grid.selected': (p) => `已选 ${p.count}`,
  'grid.selectAll': '全选所显示的',
  'grid.selectRow': '选择此行',
  'grid.clearSelection': '取消选择',
  'grid.total': '所显示的合计',
  'grid.sortAscending': '已排序，从小到大',
  'grid.sortDescending': '已排序，从大到小',
  'grid.nothing': '这里还没有内容',
  'grid.nothingFound': '没有符合筛选的内容',
  'grid.clearFilter': '清除筛选',
} satisfies AreaOf<typeof source>;
