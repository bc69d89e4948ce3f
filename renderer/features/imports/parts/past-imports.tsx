import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { host } from '#renderer/host/host.ts';
import { StatusWord, type Tone } from '#renderer/ui/badge.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ImportJob } from '#shared/contract/catalog.ts';
import styles from '../imports.module.css';

export const JOB_TONES: Readonly<Record<ImportJob['state'], Tone>> = {
  running: 'plain',
  undoing: 'plain',
  done: 'good',
  stopped: 'warn',
  failed: 'bad',
  undone: 'plain',
};

/** Who did it, by name where they are still known here. */
export function useNameOf(): (person: string) => string {
  const people = useQuery(host.session.people.queryOptions()).data;
  return (person) => people?.find(({ id }) => id === person)?.name ?? person;
}

/** Every import so far; each opens. */
export function PastImports({ jobs }: { readonly jobs: readonly ImportJob[] }): ReactNode {
  const t = useT();
  const { count, dateTime } = useFormats();
  const nameOf = useNameOf();
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{t('imports.file')}</th>
          <th scope="col">{t('imports.when')}</th>
          <th scope="col">{t('imports.by')}</th>
          <th scope="col" data-align="end">
            {t('imports.added')}
          </th>
          <th scope="col" data-align="end">
            {t('imports.changed')}
          </th>
          <th scope="col" data-align="end">
            {t('imports.refused')}
          </th>
          <th scope="col">{t('office.state')}</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <tr key={job.id}>
            <td data-long>
              <Link href={`/office/import/${job.id}`}>{job.file}</Link>
            </td>
            <td data-whole>{dateTime(job.startedAt)}</td>
            <td>{nameOf(job.by)}</td>
            <td data-align="end">{count(job.added)}</td>
            <td data-align="end">{count(job.changed)}</td>
            <td data-align="end">{count(job.refused)}</td>
            <td data-whole>
              <StatusWord tone={JOB_TONES[job.state]}>{t(`imports.state.${job.state}`)}</StatusWord>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
