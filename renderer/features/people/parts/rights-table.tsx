import { Fragment, type ReactNode } from 'react';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import { MoneyField, PercentField } from '#renderer/ui/number-field.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { RoleView } from '#shared/contract/back-office.ts';
import { LIMITED_RIGHTS, type Right, type RightState } from '#shared/domain/people/rights.ts';
import { RIGHT_GROUPS } from '../right-groups.ts';
import styles from './rights-table.module.css';

type Grants = RoleView['grants'];

interface RightsTableProps {
  readonly grants: Grants;
  readonly onChange: (grants: Grants) => void;
}

const STATES = ['allowed', 'approval', 'denied'] as const satisfies readonly RightState[];

/** Every right in plain words, with its three states and its limit where it has one. */
export function RightsTable({ grants, onChange }: RightsTableProps): ReactNode {
  const t = useT();
  return (
    <div className={styles['table']}>
      {RIGHT_GROUPS.map((group) => (
        <Fragment key={group.id}>
          <h2 className={styles['group']}>{t(`staff.group.${group.id}`)}</h2>
          {group.id === 'office' ? <p className={styles['note']}>{t('staff.officeNoApproval')}</p> : null}
          {group.rights.map((right) => (
            <RightLine key={right} right={right} grants={grants} onChange={onChange} />
          ))}
        </Fragment>
      ))}
    </div>
  );
}

interface RightLineProps extends RightsTableProps {
  readonly right: Right;
}

function RightLine({ right, grants, onChange }: RightLineProps): ReactNode {
  const t = useT();
  const grant = grants[right] ?? { state: 'denied' };
  const unit = right in LIMITED_RIGHTS ? LIMITED_RIGHTS[right as keyof typeof LIMITED_RIGHTS] : null;
  const setState = (state: RightState): void => onChange({ ...grants, [right]: { state } });
  const setLimit = (limit: number | null): void =>
    onChange({ ...grants, [right]: { state: grant.state, ...(limit === null ? {} : { limit }) } });
  const Field = unit === 'rate' ? PercentField : MoneyField;
  return (
    <div className={styles['line']} data-right={right}>
      <div className={styles['words']}>
        <span className="strong">{t(`right.${right}`)}</span>
        <span className="dim small">{t(`staff.why.${right}`)}</span>
      </div>
      {unit === null || grant.state !== 'allowed' ? null : (
        <div className={styles['limit']}>
          <span className="dim">{t(grant.limit === undefined ? 'staff.limitNone' : 'staff.limit')}</span>
          <Field
            label={`${t(`right.${right}`)}: ${t('staff.limit')}`}
            labelled="hidden"
            className={styles['field'] ?? ''}
            value={grant.limit ?? null}
            onChange={setLimit}
          />
        </div>
      )}
      <SegmentedControl
        label={t(`right.${right}`)}
        value={grant.state}
        options={STATES.map((state) => ({ value: state, label: t(`staff.state.${state}`) }))}
        onChange={setState}
      />
    </div>
  );
}
