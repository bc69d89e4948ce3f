import type { AreaOf } from '../area.ts';
import type { signIn as source } from '../en/sign-in.ts';

export const signIn = {
  'signIn.kept': '小票都保持原样。',
  'signIn.hint': '↑ ↓ 或名字首字母选人 · 数字输入密码 · 回车登录',
  'signIn.choose': '请选择您是哪一位',
  'signIn.before': '上一位',
  'signIn.after': '下一位',
  'signIn.demo': '演示店 · 这里都不是真的',
  'signIn.demoPin': (p) => `密码 ${p.pin}`,
  'signIn.lockedUntil': (p) => `锁定到 ${p.time}`,
  'signIn.lockedTitle': (p) => `${p.name} 在本机上已锁定`,
  'signIn.lockedWords': (p) => `密码输错次数过多，${p.time} 后可再试。其他人现在可以登录。`,
  'signIn.recover': '店主：使用恢复码',
  'signIn.recoverDo': '设置密码并登录',
  'signIn.recoverHint': '恢复码在开店设置时显示过一次，只能使用一次。',
  'signIn.code': '恢复码',
  'signIn.codeNeeded': '请完整输入设置单上的恢复码。',
  'signIn.codeWrong': '这不是本店的恢复码，或已经用过，没有任何改动。请逐位核对。',
  'signIn.newPin': '新密码',
  'signIn.pinAgain': '再输一次新密码',
  'signIn.pinRule': '四到八位数字',
  'signIn.pinWeak': '太容易猜到。不要用 1234 这样的顺序、1111 这样的重复或键盘上的直线。',
  'signIn.pinDiffers': '两次密码不一致，请再输一次。',
} satisfies AreaOf<typeof source>;
