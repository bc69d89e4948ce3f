import type { ReactNode } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { Grid } from '#renderer/ui/layout.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { Category } from './categories.tsx';

interface CategoriesDialogProps {
  readonly categories: readonly Category[];
  readonly answer: Answer<string>;
}

/** All departments at once. */
export function CategoriesDialog({ categories, answer }: CategoriesDialogProps): ReactNode {
  const t = useT();
  return (
    <Dialog title={t('sell.categories')} size="wide" onClose={() => answer(null)}>
      <Grid min={180}>
        {categories.map(({ id, name }) => (
          <Button key={id} onPress={() => answer(id)}>
            {name}
          </Button>
        ))}
      </Grid>
    </Dialog>
  );
}
