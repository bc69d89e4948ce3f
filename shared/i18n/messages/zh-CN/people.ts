import type { AreaOf } from '../area.ts';
import type { people as source } from '../en/people.ts';

export const people = {
  'people.whoAreYou': '您是哪一位？',
  'people.pin': '密码',
  'people.enterPin': (p) => `${p.name}，请输入密码`,
  'people.pinDigits': (p) => `已输入 ${p.count} 位`,
  'people.signIn': '登录',
  'people.approval': '需要批准',
  'people.approver': '由谁批准？',
  'people.approve': '批准',
} satisfies AreaOf<typeof source>;
