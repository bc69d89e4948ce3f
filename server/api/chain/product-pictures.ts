import { createHash } from 'node:crypto';
import { pictureType } from '#node/picture-type.ts';
import { MOST_PICTURE_BYTES } from '#shared/domain/catalog/chain-picture.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { productById } from '#shared/services/catalog/product-by-id.ts';
import type { By } from '#shared/services/journal/by.ts';
import type { Host } from '#shared/services/journal/host.ts';
import { keepChainPicture, pictureData } from '#shared/services/settings/pictures.ts';

/** Keeps a picture for the chain's products and answers its name. Refuses SETTING_INVALID for what is none, or too large for a fact. */
export async function keepProductPicture(
  host: Host,
  by: By,
  base64: string,
): Promise<Result<string, DomainError>> {
  const bytes = Buffer.from(base64, 'base64');
  const problem =
    pictureType(bytes) === null
      ? 'not-a-picture'
      : bytes.length > MOST_PICTURE_BYTES
        ? 'too-many-bytes'
        : null;
  if (problem !== null) return err(refuse('SETTING_INVALID', { field: 'picture', problem }));
  const name = createHash('sha256').update(bytes).digest('hex');
  const kept = await keepChainPicture(host)(by, { name, data: bytes.toString('base64') });
  return kept.ok ? ok(name) : kept;
}

/**
 * Refuses SETTING_INVALID for a picture that is named anew and not kept here: registers would show none. What a product already
 * had may stay, as a store that handed over its products named it.
 */
export async function checkNewPicture(
  host: Host,
  { product, picture }: { readonly product: string | null; readonly picture: string | null },
): Promise<Result<null, DomainError>> {
  if (picture === null || (await pictureData(host.read, picture)) !== null) return ok(null);
  const before = product === null ? null : await productById(host)(product);
  if (before?.ok === true && before.value.picture === picture) return ok(null);
  return err(refuse('SETTING_INVALID', { field: 'picture', problem: 'not-kept' }));
}
