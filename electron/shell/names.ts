/** Where the renderer lives in the desktop app; pages of any other origin are strangers. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://pos';

/** A page asks for its line to the host; it asks again after a reload. Said by the page to the preload, and on to main. */
export const CONNECT = 'mallard:connect';

/** The answer, with one message port; said by main to the preload, and on to the page. */
export const PORT = 'mallard:port';
