import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ActionFace } from '#renderer/commands/action.ts';
import { actionById, commands, perform } from '#renderer/commands/registry.ts';
import { useAction, useKeyCaps } from '#renderer/commands/use-actions.ts';
import { Button, type ButtonProps } from './button.tsx';
import { useT } from './words.tsx';

type Rest = Omit<ButtonProps, 'children' | 'onPress' | 'cap' | 'disabled' | 'icon' | 'label'>;

interface ActionButtonProps extends Rest {
  readonly action: Pick<ActionFace, 'id' | 'keys' | 'name' | 'icon'>;
  /** Instead of the action's name, where the button says more: `Take ¥200.00`. */
  readonly children?: ReactNode;
  readonly withIcon?: boolean;
  /** `none` where there is no room for a key cap. */
  readonly caps?: 'first' | 'none';
}

/**
 * A button for an action: name, key cap and whether it can be done now come from the same object as everything else.
 * Shows nothing while no mounted screen offers the action.
 */
export function ActionButton({
  action,
  children,
  withIcon,
  caps = 'first',
  ...rest
}: ActionButtonProps): ReactNode {
  const t = useT();
  const bound = useAction(action.id);
  const [cap] = useKeyCaps(action);
  // Under a dialog the screen's actions can't be reached, but its buttons stay in place.
  const present = useStore(commands, ({ layers }) =>
    layers.some(({ actions }) => actions.some(({ id }) => id === action.id)),
  );
  if (!present) return null;
  return (
    <Button
      {...rest}
      cap={caps === 'first' ? cap : undefined}
      disabled={bound !== undefined && !bound.enabled}
      icon={withIcon === true ? action.icon : undefined}
      testId={rest.testId ?? action.id}
      onPress={() => {
        const now = actionById(commands.getState().layers, action.id);
        if (now !== undefined) perform(now);
      }}
    >
      {children ?? t(action.name)}
    </Button>
  );
}
