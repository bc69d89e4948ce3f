import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import { preferences, type Theme } from '#renderer/app/preferences.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { queries } from '#renderer/host/host.ts';
import { hq, hqClient, nowIAm, useHqSession } from '#renderer/host/hq.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import { FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { LOCALE_NAMES, LOCALES, type Locale } from '#shared/i18n/index.ts';
import { FactorsSection } from './parts/factors-section.tsx';
import { useStep } from './use-step.ts';

const THEMES = ['system', 'light', 'dark', 'contrast'] as const satisfies readonly Theme[];
const THEME_WORDS = {
  system: 'frame.schemeAuto',
  light: 'frame.schemeLight',
  dark: 'frame.schemeDark',
  contrast: 'frame.contrastHigh',
} as const;

/** How this person's screen looks, and the ways out. */
export function MeScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { person } = useHqSession();
  const { locale, theme } = useStore(preferences);
  const [failure, setFailure] = useState<unknown>(null);
  const leave = useStep(() => hqClient.session.lock(), nowIAm);
  const leaveAll = useStep(() => hqClient.session.signOutEverywhere(), nowIAm);
  const set = async (part: { locale?: Locale; theme?: Theme }): Promise<void> => {
    preferences.setState(part);
    setFailure(null);
    try {
      queries.setQueryData(hq.session.get.queryKey(), await hqClient.session.setDevice(part));
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <OfficePage title={t('hq.me.title')} hint={person?.name}>
      <ErrorLine text={say(failure) ?? leave.error ?? leaveAll.error} />
      <FormSection title={t('frame.appearance')}>
        <WideField>
          <SegmentedControl
            label={t('frame.appearance')}
            value={theme}
            options={THEMES.map((value) => ({ value, label: t(THEME_WORDS[value]) }))}
            onChange={(next) => void set({ theme: next })}
          />
        </WideField>
      </FormSection>
      <FormSection title={t('frame.language')}>
        <WideField>
          <SegmentedControl
            label={t('frame.language')}
            value={locale}
            options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
            onChange={(next) => void set({ locale: next })}
          />
        </WideField>
      </FormSection>
      <FactorsSection />
      <FormSection title={t('hq.me.leave')} hint={t('hq.me.leaveHint')}>
        <WideField>
          <Row gap={2}>
            <Button busy={leave.busy} onPress={() => void leave.go()}>
              {t('hq.me.here')}
            </Button>
            <Button variant="danger" busy={leaveAll.busy} onPress={() => void leaveAll.go()}>
              {t('hq.me.everywhere')}
            </Button>
          </Row>
        </WideField>
      </FormSection>
    </OfficePage>
  );
}
