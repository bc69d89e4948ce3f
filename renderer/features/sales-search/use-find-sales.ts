import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { host } from '#renderer/host/host.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { localParts } from '#shared/domain/business-date.ts';
import { NEWEST, questionOf, type SaleFilter } from './sale-filter.ts';

const PAGE = 50;

/** Sales that match, newest first; more of them on demand. Half-typed filters keep what was shown until there is better. */
export function useFindSales(kind: SaleFilter['kind'] = 'all') {
  const [filter, setFilter] = useState<SaleFilter>({ ...NEWEST, kind });
  const [limit, setLimit] = useState(PAGE);
  const today = useToday();
  const found = useQuery({
    ...host.sales.find.queryOptions({ input: questionOf(filter, today, limit) }),
    placeholderData: keepPreviousData,
  });
  return {
    filter,
    setFilter: (next: SaleFilter) => {
      setLimit(PAGE);
      setFilter(next);
    },
    found: found.data,
    failure: found.error,
    more: () => setLimit(Math.min(1000, limit + PAGE)),
  };
}

/** The day of the open shift, else the shop's calendar day. */
export function useToday(): string {
  const { shift, store, clock } = useSession();
  if (shift !== null) return shift.businessDate;
  return localParts(clock.now, store?.timeZone ?? 'UTC').date;
}
