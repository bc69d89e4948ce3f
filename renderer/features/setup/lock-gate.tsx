import type { ReactNode } from 'react';
import { useKept } from '../cash/use-kept.ts';
import { SignInScreen } from '../sign-in/screen.tsx';
import { FOUNDING, newsOf } from './founding-news.ts';
import { RecoveryCodeScreen } from './recovery-code-screen.tsx';

/** Nobody is signed in: the recovery code of a new store until it is on paper, then the PIN. */
export function LockGate(): ReactNode {
  const [texts] = useKept(FOUNDING);
  const news = newsOf(texts);
  return news === null ? <SignInScreen /> : <RecoveryCodeScreen news={news} />;
}
