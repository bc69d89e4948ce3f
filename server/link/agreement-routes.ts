import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PACKED_LIMIT, pack, unpack } from '#node/packing.ts';
import { agreementReport, type RegainReply } from '#shared/link/digest.ts';
import { encodeFacts } from '#shared/link/fact-frame.ts';
import type { Appended } from '#shared/link/hq/hq-store.ts';
import { regainFacts, regains } from '#shared/link/hq/regain-facts.ts';
import { serveBlock, serveDigest, serveFacts } from '#shared/link/hq/serve-digest.ts';
import { keepAgreement } from './agreement.ts';
import { ownerOf, parsed, taken } from './asked.ts';
import type { LinkPorts } from './link-routes.ts';
import { Refusal } from './refusal.ts';

type Hook = (request: FastifyRequest) => Promise<void>;
type Admit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * Where registers compare what they hold with what is here (docs/protocol.md): a digest, a block fact by fact, facts in both directions,
 * what came of it. `admit` besides where a body is long.
 */
export function agreementRoutes(
  server: FastifyInstance,
  ports: LinkPorts,
  { onRequest, admit }: { readonly onRequest: Hook[]; readonly admit: Admit },
): void {
  const { digests, identity, codec } = ports;
  const { incarnation } = identity;
  server.get('/link/digest', { onRequest }, async (request) => {
    const { device } = ownerOf(request);
    const { name: feed, to } = parsed(digestQuery, request.query);
    const life = { incarnation, regains: regains(identity, ports.now()) };
    return taken(await serveDigest(digests, { device, feed, to }, life));
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
  server.post(
    '/link/regain',
    { bodyLimit: PACKED_LIMIT, onRequest: [...onRequest, admit] },
    async (request): Promise<RegainReply> => {
      const { device } = ownerOf(request);
      if (!(request.body instanceof Uint8Array)) throw new Refusal({ code: 'MALFORMED' });
      const bytes = taken(await unpack(request.body));
      const appended = ({ store, position, facts }: Appended) => {
        ports.log.info({ request: request.id, device, store, facts: facts.length }, 'regained');
        // Told to who gave them too: their places in the feed are new to it.
        ports.hub.announce(store, position);
      };
      const given = { codec, life: identity, now: ports.now(), appended };
      return { incarnation, regained: taken(await regainFacts(ports.hq, { device, bytes }, given)) };
    },
  );
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
