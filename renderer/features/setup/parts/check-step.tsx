import type { ReactNode } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { LOCALE_NAMES } from '#shared/i18n/index.ts';
import type { Texts } from '../../cash/use-kept.ts';
import { localeOf, ownStoreOf } from '../own-draft.ts';
import type { Step } from '../own-problems.ts';
import styles from './check-step.module.css';

interface CheckStepProps {
  readonly texts: Texts;
  readonly onStep: (step: Step) => void;
}

/** Everything once more before it is written; what can't be changed later is said. */
export function CheckStep({ texts, onStep }: CheckStepProps): ReactNode {
  const t = useT();
  const { rate } = useFormats();
  const store = ownStoreOf(texts, '');
  const facts: readonly (readonly [step: Step, label: string, value: string])[] = [
    ['shop', t('setup.name'), store.name],
    ['shop', t('setup.codes'), `${store.store} · ${store.register}`],
    [
      'shop',
      t('setup.address'),
      [...store.address, store.taxNumber, store.phone].filter(Boolean).join(' · '),
    ],
    ['money', t('setup.currency'), store.currency],
    ['money', t('setup.timeZone'), store.timeZone.replaceAll('_', ' ')],
    ['money', t('setup.receiptLanguage'), LOCALE_NAMES[localeOf(texts)]],
    ['money', t('setup.priceMode'), t(`setup.${store.priceMode}`)],
    ['money', t('setup.taxes'), store.taxClasses.map((tax) => `${tax.name} ${rate(tax.rate)}`).join(' · ')],
    ['owner', t('setup.ownerName'), store.owner.name],
  ];
  return (
    <section className={styles['check']} aria-labelledby="check-title">
      <h2 id="check-title">{t('setup.step.check')}</h2>
      <NoticeLine tone="warn">{t('setup.fixed')}</NoticeLine>
      <NoticeLine tone="warn">{t('setup.notCertified')}</NoticeLine>
      <dl className={styles['facts']}>
        {facts.map(([step, label, value]) => (
          <div key={label} className={styles['fact']}>
            <dt className="dim">{label}</dt>
            <dd>{value === '' ? '–' : value}</dd>
            <dd className={styles['edit']}>
              <Button variant="quiet" label={`${t('common.edit')}: ${label}`} onPress={() => onStep(step)}>
                {t('common.edit')}
              </Button>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
