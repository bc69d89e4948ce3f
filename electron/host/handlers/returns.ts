import { acceptReturn } from '#shared/services/returns/accept-return.ts';
import { previewReturn } from '#shared/services/returns/preview-return.ts';
import type { Register } from '../register.ts';
import { answer, type Handlers, on, tell } from '../router.ts';

/** Goods back, money back. */
export const returnHandlers = ({ host, slips }: Register): Handlers<'returns'> => ({
  preview: on.returns.preview.handler(async ({ input }) => answer(await previewReturn(host)(input))),
  accept: on.returns.accept.handler((call) => tell(call, (by) => acceptReturn(host, slips)(by, call.input))),
});
