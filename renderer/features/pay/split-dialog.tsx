import type { ReactNode } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { Grid } from '#renderer/ui/layout.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';

interface SplitDialogProps {
  /** Minor units still to pay. */
  readonly due: number;
  readonly answer: Answer<number>;
}

const WAYS = [2, 3, 4, 5, 6, 8] as const;

/** Shares the rest evenly; any other amount is simply typed. */
export function SplitDialog({ due, answer }: SplitDialogProps): ReactNode {
  const t = useT();
  const { money } = useFormats();
  return (
    <Dialog title={t('pay.severalWays')} onClose={() => answer(null)}>
      <p>{t('pay.splitText')}</p>
      <Grid min={150}>
        {WAYS.filter((ways) => due >= ways).map((ways, index) => (
          <Button key={ways} size="large" autoFocus={index === 0} onPress={() => answer(ways)}>
            {t('pay.splitBy', { count: ways, each: money(Math.floor(due / ways)) })}
          </Button>
        ))}
      </Grid>
    </Dialog>
  );
}
