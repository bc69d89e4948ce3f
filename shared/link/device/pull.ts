import { type FeedPage, judgePage } from '../feed-page.ts';

/** Where this device stands in one feed. */
export interface FeedState {
  readonly feed: string;
  /** The life of HQ whose positions these are; null before the first hello. */
  readonly incarnation: string | null;
  readonly position: number;
  /** Where the feed is known to end. */
  readonly end: number;
  /** The same when it was last asked for. */
  readonly endAsked?: number;
  /** A fact that must not be passed over stands next: nothing more is taken of this feed until it can be read. */
  readonly stopped: boolean;
  /** To be asked for even though nothing new is known of: a poke may have been lost. */
  readonly due: boolean;
}

export interface PullState {
  readonly feeds: readonly FeedState[];
  /** The feed whose page is awaited or being written: one at a time. */
  readonly asked: string | null;
}

export type PullInput =
  | {
      readonly kind: 'greeted';
      readonly incarnation: string;
      readonly ends: Readonly<Record<string, number>>;
    }
  | { readonly kind: 'poked'; readonly feed: string; readonly position: number }
  /** The minute is over, or a person asks: stopped feeds are tried again too when `again`. */
  | { readonly kind: 'due'; readonly again: boolean }
  /** Own facts that came back as positions alone are not held after all: everything is read again, as what it is now. */
  | { readonly kind: 'reread' }
  | { readonly kind: 'asked'; readonly feed: string }
  | {
      readonly kind: 'page';
      readonly page: Pick<FeedPage, 'feed' | 'incarnation' | 'from' | 'to' | 'end'>;
    }
  /** Written down up to here; `stopped` before the end of the page. */
  | {
      readonly kind: 'taken';
      readonly feed: string;
      readonly position: number;
      readonly stopped: boolean;
    }
  /** Own facts were taken there: the last `appended` places up to `position` are theirs, and what they say is here. */
  | {
      readonly kind: 'own';
      readonly feed: string;
      readonly incarnation: string;
      readonly position: number;
      readonly appended: number;
    }
  /** The feed has been read up to here by other means. */
  | { readonly kind: 'jumped'; readonly feed: string; readonly position: number }
  | { readonly kind: 'lost' };

export type PullEffect =
  /** Write the page's facts down and move the cursor with them. */
  | { readonly do: 'take' }
  /** Say hello again: HQ is another one than it was. */
  | { readonly do: 'greet' }
  /** Not the page that was asked for: it moves nothing, and is asked for again later. */
  | { readonly do: 'distrust' };

/** Where own facts stand in a feed. */
export type OwnPlaces = Omit<Extract<PullInput, { kind: 'own' }>, 'kind'>;

export interface PullStep {
  readonly state: PullState;
  readonly effects: readonly PullEffect[];
}

/** One step of pulling. A page is taken only where it continues the cursor; anything else moves nothing. */
export function pullStep(state: PullState, input: PullInput): PullStep {
  switch (input.kind) {
    case 'greeted':
      return quiet({ asked: null, feeds: state.feeds.map((feed) => greeted(feed, input)) });
    case 'poked':
      return quiet(
        withFeed(state, input.feed, (feed) => ({ ...feed, end: Math.max(feed.end, input.position) })),
      );
    case 'due':
      return quiet({
        ...state,
        feeds: state.feeds.map((feed) => ({ ...feed, due: true, stopped: feed.stopped && !input.again })),
      });
    case 'reread':
      return quiet({
        asked: null,
        feeds: state.feeds.map((feed) => ({ ...feed, position: 0, due: true })),
      });
    case 'asked':
      return quiet({
        ...withFeed(state, input.feed, (feed) => ({ ...feed, due: false, endAsked: feed.end })),
        asked: input.feed,
      });
    case 'page':
      return paged(state, input.page);
    case 'taken':
      // A hello in between has set the cursor anew.
      if (state.asked !== input.feed) return quiet(state);
      return quiet({
        ...withFeed(state, input.feed, (feed) => ({
          ...feed,
          position: input.position,
          stopped: input.stopped,
        })),
        asked: null,
      });
    case 'own':
      return quiet(
        withFeed(state, input.feed, (feed) =>
          feed.incarnation === input.incarnation ? ownTaken(feed, input, state.asked === feed.feed) : feed,
        ),
      );
    case 'jumped':
      return quiet(
        withFeed(state, input.feed, (feed) => ({
          ...feed,
          position: input.position,
          end: Math.max(feed.end, input.position),
          stopped: false,
          due: true,
        })),
      );
    case 'lost':
      return quiet({
        ...withFeed(state, state.asked ?? '', (feed) => ({ ...feed, due: true })),
        asked: null,
      });
  }
}

/** The feed to ask for now, and from where; feeds take turns. null: nothing is known to be missing, or a page is on its way. */
export function nextFetch(
  state: PullState,
  last: string | null,
): { readonly feed: string; readonly from: number } | null {
  if (state.asked !== null) return null;
  const start = state.feeds.findIndex(({ feed }) => feed === last) + 1;
  const turns = [...state.feeds.slice(start), ...state.feeds.slice(0, start)];
  const next = turns.find(
    (feed) => feed.incarnation !== null && !feed.stopped && (feed.due || feed.end > feed.position),
  );
  return next ? { feed: next.feed, from: next.position } : null;
}

const quiet = (state: PullState): PullStep => ({ state, effects: [] });

const withFeed = (state: PullState, name: string, change: (feed: FeedState) => FeedState): PullState => ({
  ...state,
  feeds: state.feeds.map((feed) => (feed.feed === name ? change(feed) : feed)),
});

/** Where nobody else's fact came between, there is nothing to read; while a page is on its way that says how far it goes. */
function ownTaken(
  feed: FeedState,
  { position, appended }: { readonly position: number; readonly appended: number },
  isAsked: boolean,
): FeedState {
  const end = Math.max(feed.end, position);
  const isNext = !feed.stopped && !isAsked && feed.position === position - appended;
  return isNext ? { ...feed, position, end } : { ...feed, end };
}

/** In another life of HQ positions start over: everything is read again, and what is held already changes nothing. */
function greeted(feed: FeedState, input: Extract<PullInput, { kind: 'greeted' }>): FeedState {
  const same = feed.incarnation === input.incarnation;
  const position = same ? feed.position : 0;
  return {
    ...feed,
    incarnation: input.incarnation,
    position,
    end: Math.max(input.ends[feed.feed] ?? 0, same ? feed.end : 0),
    stopped: same && feed.stopped,
    due: true,
  };
}

function paged(state: PullState, page: Extract<PullInput, { kind: 'page' }>['page']): PullStep {
  const feed = state.feeds.find((each) => each.feed === state.asked);
  const idle = { ...state, asked: null };
  if (!feed || feed.incarnation === null) return quiet(idle);
  const verdict = judgePage(page, { ...feed, incarnation: feed.incarnation });
  if (verdict === 'other-incarnation') return { state: idle, effects: [{ do: 'greet' }] };
  // A page that brings nothing though there is more would be asked for for ever.
  const isVain = page.to === page.from && page.end > page.to;
  if (verdict === 'not-mine' || isVain) {
    const again = withFeed(idle, feed.feed, (each) => ({ ...each, due: true }));
    return { state: again, effects: [{ do: 'distrust' }] };
  }
  // What was known when it was asked for and is not there was said by a life that is over: it would be asked for for ever.
  const end = feed.end > (feed.endAsked ?? 0) ? Math.max(feed.end, page.end) : page.end;
  // Or the process of headquarters that answered has not heard of it yet: it is asked once more.
  const due = feed.due || page.end < (feed.endAsked ?? 0);
  const known = withFeed(state, feed.feed, (each) => ({ ...each, end, due }));
  return { state: known, effects: [{ do: 'take' }] };
}
