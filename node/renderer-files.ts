import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { contentSecurityPolicy, freshNonce, GUARD_HEADERS, INERT_POLICY } from './content-security.ts';
import { pictureType } from './picture-type.ts';
import { notBuiltPage, notFoundPage } from './plain-pages.ts';

/** An answer to a GET, in the words of HTTP; both hosts turn it into their own kind of response. */
export interface FileAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

export interface RendererFilesOptions {
  /** The built renderer, `dist/renderer`. */
  readonly rendererDir: string;
  /** A picture by its name, the SHA-256 of its bytes; null: there is none. */
  readonly picture: (name: string) => Promise<Uint8Array | null>;
  /** Told to the page in a meta tag, so it knows whether to wait for a port or to open a socket, and what it is the face of. */
  readonly hostKind: 'desktop' | 'loopback' | 'hq';
  /** Sockets the page may open besides its own origin, e.g. `ws://127.0.0.1:4321`. */
  readonly sockets: readonly string[];
}

/**
 * The renderer's files by path: the page (also for the addresses of its screens), hashed assets, pictures.
 * A path that leaves the folder, names a hidden file or finds nothing is answered 404.
 */
export function rendererFiles(options: RendererFilesOptions): (path: string) => Promise<FileAnswer> {
  return async (path) => {
    const picture = /^\/pictures\/([0-9a-f]{64})$/.exec(path)?.[1];
    if (picture !== undefined) return pictureAnswer(await options.picture(picture));
    if (path === '/' || path === '/index.html' || isScreenAddress(path)) return await pageAnswer(options);
    const file = fileWithin(options.rendererDir, path);
    const bytes = file === null ? null : await readIfThere(file);
    return file === null || bytes === null ? notFoundAnswer() : assetAnswer(path, file, bytes);
  };
}

/** Pictures that lie in a folder, each under its name. */
export const picturesIn =
  (folder: string): RendererFilesOptions['picture'] =>
  (name) =>
    readIfThere(join(folder, name));

/** A plain page of the host itself under the given status. */
export function plainAnswer(status: number, html: string): FileAnswer {
  return {
    status,
    body: html,
    headers: {
      ...GUARD_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': INERT_POLICY,
    },
  };
}

const notFoundAnswer = (): FileAnswer => plainAnswer(404, notFoundPage);

/** Screens have addresses like `/sales/today`: no dot, none of the host's own roots. */
const isScreenAddress = (path: string): boolean =>
  /^\/[\w/-]*$/.test(path) && !/^\/(assets|pictures|api|rpc|link)(\/|$)/.test(path);

async function pageAnswer(options: RendererFilesOptions): Promise<FileAnswer> {
  const html = await readIfThere(join(options.rendererDir, 'index.html'));
  if (html === null) return plainAnswer(503, notBuiltPage);
  const nonce = freshNonce();
  const body = Buffer.from(html)
    .toString('utf8')
    .replaceAll(NONCE_MARK, nonce)
    .replace('<head>', `<head><meta name="mallard-host" content="${options.hostKind}">`);
  return {
    status: 200,
    body,
    headers: {
      ...GUARD_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy({ nonce, sockets: options.sockets }),
    },
  };
}

/** Stands in the built page wherever the nonce goes; `vite.config.ts` puts it there. */
const NONCE_MARK = '__CSP_NONCE__';

function assetAnswer(path: string, file: string, body: Uint8Array): FileAnswer {
  const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  return {
    status: 200,
    body,
    headers: {
      ...GUARD_HEADERS,
      'content-type': contentTypes[extname(file).toLowerCase()] ?? 'application/octet-stream',
      'cache-control': cache,
      'content-security-policy': INERT_POLICY,
    },
  };
}

/** A picture never changes under its name. Its kind is read from its first bytes; what is no picture is not served. */
function pictureAnswer(body: Uint8Array | null): FileAnswer {
  const type = body === null ? null : pictureType(body);
  if (body === null || type === null) return notFoundAnswer();
  return {
    status: 200,
    body,
    headers: {
      ...GUARD_HEADERS,
      'content-type': type,
      'cache-control': 'private, max-age=31536000, immutable',
      'content-security-policy': INERT_POLICY,
    },
  };
}

/** The file a decoded address path names inside `dir`, or null when it points outside, at a hidden file or is malformed. */
export function fileWithin(dir: string, path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (/[\0\\]/.test(decoded) || decoded.split('/').some((part) => part.startsWith('.'))) return null;
  const root = resolve(dir);
  const file = resolve(root, `.${sep}${decoded}`);
  return file.startsWith(root + sep) ? file : null;
}

async function readIfThere(file: string): Promise<Uint8Array | null> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes(code)) return null;
    throw error;
  }
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};
