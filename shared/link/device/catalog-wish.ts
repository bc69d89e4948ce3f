import type { FeedState } from './pull.ts';

/** So many facts behind in the chain's feed, a register asks for the file rather than for page after page. */
export const FAR_BEHIND = 2000;

/** Where a register stands in the chain's feed. */
export type ChainStanding = Pick<FeedState, 'incarnation' | 'position' | 'end' | 'stopped'>;

/**
 * Whether a register asks HQ for the catalog as a file: it has nothing of the feed yet, it is far behind, or it stands before a fact it
 * can't go by (after HQ was restored, one that takes back what is in its file).
 */
export const wishesCatalog = ({ position, end, stopped }: ChainStanding): boolean =>
  end > position && (position === 0 || stopped || end - position >= FAR_BEHIND);

/** Whether the file HQ offers is of its present life and brings a register as much further as it asked for one. */
export const takesCatalog = (
  standing: ChainStanding,
  file: { readonly incarnation: string; readonly position: number },
): boolean => file.incarnation === standing.incarnation && wishesCatalog({ ...standing, end: file.position });
