import type { FeedState } from './pull.ts';

/** So many facts behind in its store's feed, a new register asks for the file rather than for page after page. */
const FAR_BEHIND = 5000;

/** Where a register that is not selling yet stands in its store's feed. */
export type StoreStanding = Pick<FeedState, 'incarnation' | 'position' | 'end'>;

/** Whether a new register asks HQ for its store's base: it has nothing of the feed yet, or much is still to come. */
export const wishesStoreFile = ({ position, end }: StoreStanding): boolean =>
  end > position && (position === 0 || end - position >= FAR_BEHIND);

/** Whether the file HQ offers is of its present life and brings a register as much further as it asked for one. */
export const takesStoreFile = (
  standing: StoreStanding,
  file: { readonly incarnation: string; readonly position: number },
): boolean =>
  file.incarnation === standing.incarnation && wishesStoreFile({ ...standing, end: file.position });
