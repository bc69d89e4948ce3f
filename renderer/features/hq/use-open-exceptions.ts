import { useQuery } from '@tanstack/react-query';
import { hq } from '#renderer/host/hq.ts';

/** How many disagreements wait for a person. */
export const useOpenExceptions = (): number =>
  useQuery(hq.exceptions.list.queryOptions({ input: { limit: 1 } })).data?.open ?? 0;
