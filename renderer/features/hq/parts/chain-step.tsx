import type { ReactNode } from 'react';
import { DraftField } from '#renderer/features/setup/parts/draft-field.tsx';
import type { StepProps } from '#renderer/features/setup/step-props.ts';
import { FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { useT } from '#renderer/ui/words.tsx';

/** The chain and the first of its stores. */
export function ChainStep(props: StepProps): ReactNode {
  const t = useT();
  return (
    <>
      <FormSection title={t('hq.setup.step.chain')} hint={t('hq.setup.chainHint')}>
        <WideField>
          <DraftField {...props} field="chain" label={t('hq.setup.chain')} autoFocus />
        </WideField>
      </FormSection>
      <FormSection title={t('hq.setup.firstStore')} hint={t('hq.setup.firstStoreHint')}>
        <DraftField {...props} field="name" label={t('setup.name')} />
        <DraftField
          {...props}
          field="store"
          label={t('setup.storeCode')}
          hint={t('setup.storeCodeHint', { number: `${props.texts['store'] || 'S1'}-1-000001` })}
          capitals
        />
        <DraftField {...props} field="street" label={t('setup.street')} />
        <DraftField {...props} field="town" label={t('setup.town')} />
        <DraftField {...props} field="taxNumber" label={t('setup.taxNumber')} />
        <DraftField {...props} field="phone" label={t('setup.phone')} />
      </FormSection>
    </>
  );
}
