import { type Protocol, protocol } from 'electron';
import type { ReportFault } from '#electron/host/web/register-host.ts';
import { notFoundPage } from '#node/plain-pages.ts';
import { type FileAnswer, plainAnswer } from '#node/renderer-files.ts';
import { APP_ORIGIN, APP_SCHEME } from './names.ts';

/** Makes `app://` a scheme like https: an origin, a secure context. Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the renderer's files at `app://pos/`, to GET only. */
export function serveApp(
  on: Protocol,
  files: (path: string) => Promise<FileAnswer>,
  report: ReportFault,
): void {
  on.handle(APP_SCHEME, async (request) => {
    if (request.method !== 'GET') return new Response(null, { status: 405 });
    const address = request.url.split(/[?#]/, 1)[0] ?? '';
    if (!address.startsWith(`${APP_ORIGIN}/`)) return toResponse(plainAnswer(404, notFoundPage));
    try {
      return toResponse(await files(address.slice(APP_ORIGIN.length)));
    } catch (error) {
      report('app protocol', error);
      return new Response(null, { status: 500 });
    }
  });
}

const toResponse = (answer: FileAnswer): Response =>
  new Response(typeof answer.body === 'string' ? answer.body : new Uint8Array(answer.body), {
    status: answer.status,
    headers: answer.headers,
  });
