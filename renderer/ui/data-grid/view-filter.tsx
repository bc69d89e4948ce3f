import { IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { TextField } from '../field.tsx';
import type { GridView } from './grid-model.ts';

/** The words a list is narrowed to. */
export function ViewFilter({
  label,
  view,
  onView,
  className = '',
  ...limit
}: {
  readonly label: string;
  readonly view: GridView;
  readonly onView: (view: GridView) => void;
  readonly className?: string;
  /** As many characters as the host takes; none where it narrows what is here. */
  readonly maxLength?: number;
}): ReactNode {
  return (
    <TextField
      label={label}
      labelled="hidden"
      className={className}
      placeholder={label}
      type="search"
      leading={<IconSearch size={16} stroke={1.75} />}
      value={view.filter}
      onChange={(filter) => onView({ ...view, filter })}
      {...limit}
    />
  );
}
