import { action } from './action.ts';
import { approval } from './approval.ts';
import { cash } from './cash.ts';
import { common } from './common.ts';
import { error } from './error.ts';
import { frame } from './frame.ts';
import { grid } from './grid.ts';
import { hq } from './hq.ts';
import { hqDoor } from './hq-door.ts';
import { hqJoined } from './hq-joined.ts';
import { imports } from './imports.ts';
import { journal } from './journal.ts';
import { link } from './link.ts';
import { office } from './office.ts';
import { overview } from './overview.ts';
import { pay } from './pay.ts';
import { people } from './people.ts';
import { prices } from './prices.ts';
import { printing } from './printing.ts';
import { products } from './products.ts';
import { receipt } from './receipt.ts';
import { reports } from './reports.ts';
import { rescue } from './rescue.ts';
import { returns } from './returns.ts';
import { sales } from './sales.ts';
import { sell } from './sell.ts';
import { settings } from './settings.ts';
import { setup } from './setup.ts';
import { shift } from './shift.ts';
import { signIn } from './sign-in.ts';
import { staff } from './staff.ts';
import { tokens } from './tokens.ts';
import { transfers } from './transfers.ts';

/** English: the source of every text. One file per area of the shop. */
export const en = {
  ...action,
  ...approval,
  ...cash,
  ...signIn,
  ...common,
  ...error,
  ...frame,
  ...grid,
  ...hq,
  ...hqDoor,
  ...hqJoined,
  ...imports,
  ...journal,
  ...link,
  ...office,
  ...overview,
  ...staff,
  ...reports,
  ...prices,
  ...printing,
  ...tokens,
  ...pay,
  ...people,
  ...products,
  ...receipt,
  ...rescue,
  ...returns,
  ...sales,
  ...sell,
  ...settings,
  ...setup,
  ...shift,
  ...transfers,
};
