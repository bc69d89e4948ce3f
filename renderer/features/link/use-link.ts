import { useQuery } from '@tanstack/react-query';
import { host } from '#renderer/host/host.ts';
import { useSessionIfKnown } from '#renderer/host/use-session.ts';
import type { LinkView } from '#shared/contract/link.ts';

/** How this register stands with headquarters; null where it is a store of its own, undefined until that is known. */
export function useLink(): LinkView | null | undefined {
  const joined = useSessionIfKnown()?.link != null;
  const { data } = useQuery({ ...host.link.state.queryOptions(), enabled: joined });
  return joined ? data : null;
}
