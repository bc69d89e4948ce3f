/** Signing in, PINs, approval on the spot. */
export const people = {
  'people.whoAreYou': 'Who are you?',
  'people.pin': 'PIN',
  'people.enterPin': (p: { name: string }) => `${p.name}, your PIN`,
  'people.pinDigits': (p: { count: string }) => `${p.count} digits typed`,
  'people.signIn': 'Sign in',
  'people.approval': 'Approval needed',
  'people.approver': 'Who approves?',
  'people.approve': 'Approve',
};
