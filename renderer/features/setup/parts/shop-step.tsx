import type { ReactNode } from 'react';
import { FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { StepProps } from '../step-props.ts';
import { DraftField } from './draft-field.tsx';

/** Name, codes, address: what stands on every receipt. */
export function ShopStep(props: StepProps): ReactNode {
  const t = useT();
  return (
    <>
      <FormSection title={t('setup.step.shop')} hint={t('setup.shopHint')}>
        <WideField>
          <DraftField {...props} field="name" label={t('setup.name')} autoFocus />
        </WideField>
        <DraftField
          {...props}
          field="store"
          label={t('setup.storeCode')}
          hint={t('setup.storeCodeHint', { number: `${props.texts['store'] || 'S1'}-1-000001` })}
          capitals
        />
        <DraftField
          {...props}
          field="register"
          label={t('setup.registerCode')}
          hint={t('setup.registerCodeHint')}
          capitals
        />
      </FormSection>
      <FormSection title={t('setup.address')} hint={t('setup.addressHint')}>
        <DraftField {...props} field="street" label={t('setup.street')} />
        <DraftField {...props} field="town" label={t('setup.town')} />
        <DraftField {...props} field="taxNumber" label={t('setup.taxNumber')} />
        <DraftField {...props} field="phone" label={t('setup.phone')} />
      </FormSection>
    </>
  );
}
