import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnyContractProcedure } from '@orpc/contract';
import { OpenAPIGenerator } from '@orpc/openapi';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { type Context, onError } from '@orpc/server';
import { BodyLimitPlugin } from '@orpc/server/node';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { GUARD_HEADERS } from '#node/content-security.ts';
import { reportUnlessRefusal } from './page-socket.ts';
import { perRouter } from './per-router.ts';
import type { RegisterHost, ReportFault } from './register-host.ts';

const PREFIX = '/api';

/** What the contract keeps from scripts (signing in, approving, tokens) is neither described nor answered here. */
const forScripts = (options: { contract: AnyContractProcedure }): boolean =>
  (options.contract['~orpc'].meta as { scripts?: boolean }).scripts !== false;

/**
 * The contract as plain HTTP for scripts, under `/api`: a bearer token names the user on every request; cookies count
 * for nothing here, so a web page can't reach it. `/api/openapi.json` describes it to anyone on this computer.
 */
export function scriptApi(
  host: RegisterHost,
  options: { readonly maxBody: number; readonly report: ReportFault },
): (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void> {
  const handlerOf = perRouter(
    (router) =>
      new OpenAPIHandler<Context>(router, {
        filter: forScripts,
        plugins: [new BodyLimitPlugin({ maxBodySize: options.maxBody })],
        interceptors: [onError((error) => reportUnlessRefusal(options.report, error))],
      }),
  );
  const documentOf = perRouter((router) => openApiDocument({ router }));
  return async (request, response, path) => {
    if (path === `${PREFIX}/openapi.json`) {
      if (request.method !== 'GET') return refuse(response, 405, 'METHOD_NOT_SUPPORTED');
      response.writeHead(200, { ...HEADERS, 'cache-control': 'no-cache' }).end(await documentOf(host.router));
      return;
    }
    const bearer = /^Bearer ([\w.~+/-]{1,512}=*)$/i.exec(request.headers.authorization ?? '')?.[1];
    const context = bearer === undefined ? null : await host.authenticateToken(bearer);
    if (context === null) {
      response.setHeader('www-authenticate', 'Bearer realm="mallard"');
      return refuse(response, 401, 'UNAUTHORIZED');
    }
    for (const [name, value] of Object.entries({ ...GUARD_HEADERS, 'cache-control': 'no-store' })) {
      response.setHeader(name, value);
    }
    const { matched } = await handlerOf(host.router).handle(request, response, { prefix: PREFIX, context });
    if (!matched) refuse(response, 404, 'NOT_FOUND');
  };
}

/** The OpenAPI 3.1 document of the whole contract, as JSON. */
export async function openApiDocument(host: Pick<RegisterHost, 'router'>): Promise<string> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(host.router, {
    filter: forScripts,
    info: {
      title: 'Mallard register',
      version: '1',
      description: 'What a script may ask of this register, with a token a manager made for it.',
    },
    servers: [{ url: PREFIX }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  });
  return JSON.stringify(document);
}

const HEADERS = { ...GUARD_HEADERS, 'content-type': 'application/json; charset=utf-8' } as const;

/** An error in the shape oRPC gives its own, so that a script reads one kind. */
export function refuse(response: ServerResponse, status: number, code: string): void {
  const body = JSON.stringify({ defined: false, code, status, message: code });
  response.writeHead(status, { ...HEADERS, 'cache-control': 'no-store' }).end(body);
}
