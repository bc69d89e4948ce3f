import http from 'node:http';
import https from 'node:https';

export interface HttpCall {
  readonly method: 'GET' | 'POST';
  /** Behind the line's address. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Heard twice it does no more than heard once: said again where a line that was kept open turns out to be closed. */
  readonly isRepeatable: boolean;
}
export interface HttpAnswer {
  readonly status: number;
  readonly bytes: Uint8Array;
}

/** No answer is longer, packed or not: a people's package is the largest. */
const MOST_BYTES = 6 * 1024 * 1024;
/** A call is given up after this, its answer included, ms. */
const PATIENCE = 20_000;

/**
 * Calls to one server by lines that are kept open, each with its whole answer; one that leads elsewhere is not followed. Throws when no
 * answer came, or one without end. Node's own client: beside `fetch`, whose bodies are web streams, a call takes half the time.
 */
export function httpLine(address: string, stopped: AbortSignal): (call: HttpCall) => Promise<HttpAnswer> {
  const { Agent, request } = address.startsWith('https:') ? https : http;
  const agent = new Agent({ keepAlive: true });
  stopped.addEventListener('abort', () => agent.destroy(), { once: true });
  const once = ({ method, path, headers, body }: HttpCall, signal: AbortSignal) =>
    new Promise<HttpAnswer>((resolve, reject) => {
      const length = body ? { 'content-length': String(body.length) } : {};
      const asked = request(new URL(path, address), {
        method,
        agent,
        signal,
        headers: { ...headers, ...length },
      });
      let isAnswered = false;
      asked.on('error', (error) => reject(!isAnswered && isStale(error, asked) ? new StaleLine() : error));
      // Some ends of a call are no error: an answer of another protocol.
      asked.on('close', () => {
        if (!isAnswered) reject(new Error('no answer'));
      });
      asked.on('response', (response) => {
        isAnswered = true;
        bodyOf(response).then((bytes) => resolve({ status: response.statusCode ?? 0, bytes }), reject);
      });
      asked.end(body);
    });
  return async (call) => {
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(PATIENCE)]);
    for (;;) {
      try {
        return await once(call, signal);
      } catch (error) {
        if (!(error instanceof StaleLine && call.isRepeatable)) throw error;
      }
    }
  };
}

/** A line that was kept was closed at the other end, before an answer: mostly before the call. A new line is none such. */
class StaleLine extends Error {}

const isStale = (error: NodeJS.ErrnoException, asked: http.ClientRequest): boolean =>
  asked.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');

/** Reads no more than an answer can be long. */
async function bodyOf(response: http.IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new Error('an answer without end');
    parts.push(part);
  }
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts, bytes);
}
