import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { pack } from '#node/packing.ts';
import { agreementReport } from '#shared/link/digest.ts';
import { encodeFacts } from '#shared/link/fact-frame.ts';
import { serveBlock, serveDigest, serveFacts } from '#shared/link/hq/serve-digest.ts';
import { keepAgreement } from './agreement.ts';
import { ownerOf, parsed, taken } from './asked.ts';
import type { LinkPorts } from './link-routes.ts';

type Hook = (request: FastifyRequest) => Promise<void>;

/** Where registers compare what they hold with what is here (docs/protocol.md): a digest, a block fact by fact, facts, what came of it. */
export function agreementRoutes(server: FastifyInstance, ports: LinkPorts, onRequest: Hook[]): void {
  const { digests, identity, codec } = ports;
  const { incarnation } = identity;
  server.get('/link/digest', { onRequest }, async (request) => {
    const { device } = ownerOf(request);
    const { name: feed, to } = parsed(digestQuery, request.query);
    return taken(await serveDigest(digests, { device, feed, to }, incarnation));
  });
  server.get('/link/block', { onRequest }, async (request) => {
    const { device } = ownerOf(request);
    const { name: feed, ...block } = parsed(blockQuery, request.query);
    return taken(await serveBlock(digests, { device, feed, block }, incarnation));
  });
  server.get('/link/facts', { onRequest }, async (request, reply) => {
    const { device } = ownerOf(request);
    const { name: feed, ...asked } = parsed(factsQuery, request.query);
    const facts = taken(await serveFacts(digests, { device, feed, ...asked }));
    reply.header('content-type', 'application/octet-stream');
    return Buffer.from(await pack(encodeFacts(facts, codec)));
  });
  server.post('/link/agreement', { onRequest }, async (request) => {
    const { device, store } = ownerOf(request);
    const { checks } = parsed(agreementReport, request.body);
    await keepAgreement(ports, { device, store, checks });
    return { incarnation };
  });
}

const name = z.string().min(1).max(80);
const place = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const digestQuery = z.strictObject({ name, to: place });
const blockQuery = z.strictObject({
  name,
  origin: name,
  epoch: name,
  block: z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number),
});
const factsQuery = z.strictObject({
  name,
  origin: name,
  epoch: name,
  seqs: z
    .string()
    .max(2000)
    .regex(/^\d{1,15}(,\d{1,15})*$/)
    .transform((seqs) => seqs.split(',').map(Number))
    .pipe(z.array(z.int()).max(100)),
});
