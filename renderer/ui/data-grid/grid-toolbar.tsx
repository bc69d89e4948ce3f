import { Popover } from '@mantine/core';
import { IconColumns3, IconDownload } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../button.tsx';
import { Checkbox } from '../choice.tsx';
import { IconButton } from '../icon-button.tsx';
import { useFormats, useT } from '../words.tsx';
import styles from './data-grid.module.css';
import { type GridColumn, type GridView, hiddenOf } from './grid-model.ts';
import { ViewFilter } from './view-filter.tsx';

interface GridToolbarProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly view: GridView;
  readonly onView: (view: GridView) => void;
  readonly shown: number;
  readonly all: number;
  readonly chosen: number;
  readonly onChooseNone: () => void;
  readonly selectionActions: ReactNode;
  readonly onExport: (() => void) | undefined;
  readonly children: ReactNode;
}

/** Above the grid: filter, the screen's own filters, the count; or, with rows chosen, what can be done with them. */
export function GridToolbar<Row>(props: GridToolbarProps<Row>): ReactNode {
  const t = useT();
  const { count } = useFormats();
  return (
    <div className={styles['toolbar']}>
      <ViewFilter
        label={t('grid.filter')}
        className={styles['filter'] ?? ''}
        view={props.view}
        onView={props.onView}
      />
      {props.chosen > 0 ? (
        <>
          <span className="strong">{t('grid.selected', { count: props.chosen })}</span>
          {props.selectionActions}
          <Button variant="quiet" onPress={props.onChooseNone}>
            {t('grid.clearSelection')}
          </Button>
        </>
      ) : (
        props.children
      )}
      <span className={styles['count']}>
        {t('grid.shown', { shown: count(props.shown), all: count(props.all) })}
      </span>
      <ColumnChoice columns={props.columns} view={props.view} onView={props.onView} />
      {props.onExport === undefined ? null : (
        <Button icon={IconDownload} onPress={props.onExport}>
          {t('grid.export')}
        </Button>
      )}
    </div>
  );
}

/** Which columns are shown. */
export function ColumnChoice<Row>({
  columns,
  view,
  onView,
}: Pick<GridToolbarProps<Row>, 'columns' | 'view' | 'onView'>): ReactNode {
  const t = useT();
  const [open, setOpen] = useState(false);
  const hidden = hiddenOf(columns, view);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      transitionProps={{ duration: 0 }}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <IconButton icon={IconColumns3} label={t('grid.columns')} onPress={() => setOpen((now) => !now)} />
      </Popover.Target>
      <Popover.Dropdown>
        {columns.map(({ id, title }) => (
          <Checkbox
            key={id}
            label={title}
            value={!hidden.includes(id)}
            disabled={!hidden.includes(id) && hidden.length === columns.length - 1}
            onChange={(shown) =>
              onView({ ...view, hidden: shown ? hidden.filter((other) => other !== id) : [...hidden, id] })
            }
          />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
