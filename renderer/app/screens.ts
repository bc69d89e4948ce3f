import { hqScreens } from '#renderer/features/hq/screens.ts';
import { HqSetupScreen } from '#renderer/features/hq/setup-screen.tsx';
import { HqSignInScreen } from '#renderer/features/hq/sign-in-screen.tsx';
import { officeScreens, overviewScreens } from '#renderer/features/office/screens.ts';
import { payScreens } from '#renderer/features/pay/screens.ts';
import { receiptScreens } from '#renderer/features/receipt/screens.ts';
import { RescueScreen } from '#renderer/features/rescue/screen.tsx';
import { returnsScreens } from '#renderer/features/returns/screens.ts';
import { salesScreens } from '#renderer/features/sales-search/screens.ts';
import { sellScreens } from '#renderer/features/sell/screens.ts';
import { LockGate } from '#renderer/features/setup/lock-gate.tsx';
import { SetupScreen } from '#renderer/features/setup/screen.tsx';
import { shiftScreens } from '#renderer/features/shift/screens.ts';
import { isHq } from '#renderer/host/kind.ts';
import type { Gates, Screen } from './screen.ts';

const registerScreens: readonly Screen[] = [
  ...sellScreens,
  ...payScreens,
  ...receiptScreens,
  ...shiftScreens,
  ...returnsScreens,
  ...overviewScreens,
  ...salesScreens,
  ...officeScreens,
];

/** Every screen there is of what this page is the face of: one line per feature. The first one of the till, or else the first, is home. */
export const screens: readonly Screen[] = isHq ? hqScreens : registerScreens;

/** First run and signing in stand before all screens; the address stays, so unlocking returns to it. */
export const gates: Gates = isHq
  ? { setup: HqSetupScreen, locked: HqSignInScreen }
  : { setup: SetupScreen, locked: LockGate, damaged: RescueScreen };
