import type { AreaOf } from '../area.ts';
import type { office as source } from '../en/office.ts';

export const office = {
  'office.closePane': '关闭右侧内容',
  'office.findHere': '筛选此列表',
  'office.nextPage': '侧栏下一页',
  'office.previousPage': '侧栏上一页',
  'office.notForYou': '您的角色看不到此页',
  'office.notForYouHint': '请找有权限的人，或在“人员”里更改您的角色。',
  'office.unsaved': '尚未保存',
  'office.discard': '放弃修改',
  'office.showNew': '放弃我的，显示新的',
  'office.overtaken': '期间有人改过这里。保存会用您的内容覆盖。',
  'office.on': '启用',
  'office.off': '停用',
  'office.state': '状态',
  'office.reading': '读取中…',
  'office.failed': '无法读取',
  'office.atLeast': (p) => `超过 ${p.count}`,
  'office.from': '从',
  'office.to': '到',
  'office.days7': '最近 7 天',
  'office.days30': '最近 30 天',
} satisfies AreaOf<typeof source>;
