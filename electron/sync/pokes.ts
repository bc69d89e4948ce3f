import { WebSocket } from 'ws';
import { poke } from '#shared/link/hello.ts';

/**
 * A line on which HQ says which feed has grown, with the page that is new where that is short. When it is down, the poll of the minute
 * does its work.
 */
export interface Pokes {
  readonly close: () => void;
}

export interface PokeEnds {
  readonly address: string;
  readonly session: string;
  readonly poked: (feed: string, position: number) => void;
  /** A feed has grown by this page, packed as a page that was asked for. */
  readonly came: (packed: Uint8Array) => void;
  /** The line is gone: by HQ, by the network, or because HQ has not been heard for too long. */
  readonly gone: () => void;
  /** One-shot timers, ms. */
  readonly after: (ms: number, run: () => void) => () => void;
}

/** HQ pings every 20 s; a line that was silent for longer than two of them is half open. */
const SILENCE = 45_000;
/** HQ says pages of up to 16 KB unasked. */
const MOST_SAID = 64 * 1024;

export function openPokes(ends: PokeEnds): Pokes {
  const url = new URL('link/pokes', ends.address);
  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
  const socket = new WebSocket(url, {
    headers: { authorization: `Bearer ${ends.session}` },
    handshakeTimeout: 10_000,
    maxPayload: MOST_SAID,
  });
  let isOver = false;
  let callOff = ends.after(SILENCE, () => socket.terminate());
  const heard = () => {
    callOff();
    if (!isOver) callOff = ends.after(SILENCE, () => socket.terminate());
  };
  const over = () => {
    callOff();
    if (isOver) return;
    isOver = true;
    ends.gone();
  };
  socket.on('open', heard);
  socket.on('ping', heard);
  socket.on('message', (data: Buffer, isBinary) => {
    heard();
    if (isBinary) return ends.came(data);
    const read = poke.safeParse(parsed(data.toString('utf8')));
    if (read.success) ends.poked(read.data.feed, read.data.position);
  });
  // The close that follows says it all.
  socket.on('error', () => undefined);
  socket.on('close', over);
  return {
    close: () => {
      isOver = true;
      callOff();
      socket.terminate();
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
