import { createHash } from 'node:crypto';
import { logoProblem } from '#node/receipt-logo.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { By } from '#shared/services/journal/by.ts';
import type { Host } from '#shared/services/journal/host.ts';
import { keepChainPicture, pictureData } from '#shared/services/settings/pictures.ts';

/** Keeps a logo for the chain's slips and answers its name. Refuses SETTING_INVALID for what slips can't carry. */
export async function keepLogo(host: Host, by: By, base64: string): Promise<Result<string, DomainError>> {
  const bytes = Buffer.from(base64, 'base64');
  const problem = logoProblem(bytes);
  if (problem !== null) return err(refuse('SETTING_INVALID', { field: 'logo', problem }));
  const name = createHash('sha256').update(bytes).digest('hex');
  const kept = await keepChainPicture(host)(by, { name, data: bytes.toString('base64') });
  return kept.ok ? ok(name) : kept;
}

/** Refuses SETTING_INVALID for a logo that is named anew and not kept here. */
export async function checkNewLogo(host: Host, logo: string | null): Promise<Result<null, DomainError>> {
  const isKnown = logo === null || logo === host.chain().settings?.receipt.logo;
  if (isKnown || (await pictureData(host.read, logo)) !== null) return ok(null);
  return err(refuse('SETTING_INVALID', { field: 'logo', problem: 'not-kept' }));
}
