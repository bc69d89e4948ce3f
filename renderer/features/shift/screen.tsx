import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { host } from '#renderer/host/host.ts';
import { CloseShift } from './close-shift.tsx';
import { OpenShift } from './open-shift.tsx';
import { type CurrentShift, ShiftMenu } from './shift-menu.tsx';

/** Where the shift stands: none yet, running, or being counted. A reload comes back to the same. */
export function ShiftScreen(): ReactNode {
  const shift = useQuery(host.shifts.current.queryOptions()).data;
  const counted = useCounted(shift);
  if (shift === undefined) return null;
  if (counted !== null) return <CloseShift shift={counted} closed={shift?.shift !== counted.shift} />;
  return shift === null ? <OpenShift /> : <ShiftMenu shift={shift} />;
}

/**
 * The shift whose drawer is counted on this screen, or null. It stays when somebody else closes it: the float of the next shift is
 * typed into the same lines, and nobody may go on typing one count into the other.
 */
function useCounted(shift: CurrentShift | null | undefined): CurrentShift | null {
  const [counted, setCounted] = useState<CurrentShift | null>(null);
  const other = counted !== null && shift?.shift !== counted.shift;
  const now = other ? counted : shift?.counting ? shift : null;
  if (now !== counted) setCounted(now);
  return now;
}
