import { OpenAPIGenerator } from '@orpc/openapi';
import type { AnyRouter } from '@orpc/server';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';

const documents = new WeakMap<AnyRouter, Promise<string>>();

/** The OpenAPI 3.1 document of the whole contract, as JSON; made once. */
export function openApiDocument(router: AnyRouter): Promise<string> {
  const known = documents.get(router) ?? generate(router);
  documents.set(router, known);
  return known;
}

async function generate(router: AnyRouter): Promise<string> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(router, {
    info: {
      title: 'Mallard headquarters',
      version: '1',
      description: 'What a browser or a script may ask of headquarters, as whoever signed in.',
    },
    servers: [{ url: '/api' }],
    security: [{ session: [] }],
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'mallard_hq' } } },
  });
  return JSON.stringify(document);
}
