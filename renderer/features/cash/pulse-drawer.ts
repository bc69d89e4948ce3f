import { client, host, queries } from '#renderer/host/host.ts';
import { tell } from '#renderer/ui/dialogs.tsx';
import type { Translate } from '#shared/i18n/index.ts';

/**
 * Lets the drawer spring open after a sale, a return, a cash move or an opening by right; `after` is the document or
 * the command's id. Tried once, never queued. Where it does not open the person is told to use the key. A register
 * without a printer has no drawer that could be opened so, and nothing is said.
 */
export async function pulseDrawer(after: string, t: Translate): Promise<void> {
  const session = await queries.ensureQueryData(host.session.get.queryOptions());
  if (session.printer.state === 'none') return;
  const opened = await client.printing.pulse({ after }).then(
    (answer) => answer.opened,
    // Refused or unreachable: whatever the cause, the drawer is shut and the way in is the key.
    () => false,
  );
  if (!opened) void tell({ title: t('cash.drawerShut'), text: t('cash.drawerShutHint') });
}
