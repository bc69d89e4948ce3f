import { pluralIn } from '../../plural.ts';

const plural = pluralIn('en');

/** The data grid of the back office. */
export const grid = {
  'grid.filter': 'Filter what is shown',
  'grid.columns': 'Columns',
  'grid.export': 'Export',
  'grid.shown': (p: { shown: string; all: string }) => `${p.shown} of ${p.all}`,
  'grid.selected': (p: { count: number }) => plural(p.count, { one: '# chosen', other: '# chosen' }),
  'grid.selectAll': 'Choose all that are shown',
  'grid.selectRow': 'Choose this row',
  'grid.clearSelection': 'Choose none',
  'grid.total': 'Total of what is shown',
  'grid.sortAscending': 'sorted, smallest first',
  'grid.sortDescending': 'sorted, largest first',
  'grid.nothing': 'Nothing here yet',
  'grid.nothingFound': 'Nothing fits this filter',
  'grid.clearFilter': 'Clear the filter',
};
