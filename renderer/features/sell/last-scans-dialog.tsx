import type { ReactNode } from 'react';
import { LastScans } from '#renderer/commands/last-scans.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { useT } from '#renderer/ui/words.tsx';

/** The last five scans; a scan goes on as if this were not there. */
export function LastScansDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT();
  return (
    <Dialog title={t('scan.last')} onClose={onClose} scans="pass">
      <LastScans />
    </Dialog>
  );
}
