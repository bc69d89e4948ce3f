import { IconBuildingStore, IconNetwork, IconPlayerPlay } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { type ActionIcon, action } from '#renderer/commands/action.ts';
import { useActions, useKeyCaps } from '#renderer/commands/use-actions.ts';
import { client, host, queries } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import styles from './first-choice.module.css';

interface ChoiceState {
  readonly loading: boolean;
  readonly demo: () => unknown;
  readonly own: () => void;
  readonly join: () => void;
}

const tryDemo = action<ChoiceState>({
  id: 'setup.demo',
  name: 'setup.demo',
  icon: IconPlayerPlay,
  scope: 'lock',
  keys: ['Alt+Digit1'],
  enabled: ({ loading }) => !loading,
  run: ({ demo }) => demo(),
});
const startOwn = action<ChoiceState>({
  id: 'setup.own',
  name: 'setup.own',
  icon: IconBuildingStore,
  scope: 'lock',
  keys: ['Alt+Digit2'],
  enabled: ({ loading }) => !loading,
  run: ({ own }) => own(),
});
const joinChain = action<ChoiceState>({
  id: 'setup.join',
  name: 'setup.join',
  icon: IconNetwork,
  scope: 'lock',
  keys: ['Alt+Digit3'],
  enabled: ({ loading }) => !loading,
  run: ({ join }) => join(),
});
const choices = [tryDemo, startOwn, joinChain] as const;

/** Three ways to begin. */
export function FirstChoice({
  onOwn,
  onJoin,
}: {
  readonly onOwn: () => void;
  readonly onJoin: () => void;
}): ReactNode {
  const t = useT();
  const say = useFailureText();
  const [state, setState] = useState<{ readonly loading: boolean; readonly failure?: unknown }>({
    loading: false,
  });
  const demo = async (): Promise<void> => {
    setState({ loading: true });
    try {
      await client.setup.demo();
      await queries.invalidateQueries({ queryKey: host.session.key() });
    } catch (failure) {
      setState({ loading: false, failure });
    }
  };
  useActions(choices, { loading: state.loading, demo, own: onOwn, join: onJoin });
  return (
    <section className={styles['choice']} aria-labelledby="setup-title">
      <div className={styles['title']}>
        <h1 id="setup-title">{t('setup.title')}</h1>
        <p className="dim">{t('setup.hint')}</p>
      </div>
      <div className={styles['cards']}>
        <Choice
          icon={IconPlayerPlay}
          action={tryDemo}
          title={t('setup.demo')}
          words={t('setup.demoWords')}
          foot={t(state.loading ? 'setup.demoLoading' : 'setup.demoFoot')}
          busy={state.loading}
          onPress={() => void demo()}
        />
        <Choice
          icon={IconBuildingStore}
          action={startOwn}
          title={t('setup.own')}
          words={t('setup.ownWords')}
          foot={t('setup.ownFoot')}
          busy={state.loading}
          onPress={onOwn}
        />
        <Choice
          icon={IconNetwork}
          action={joinChain}
          title={t('setup.join')}
          words={t('setup.joinWords')}
          foot={t('setup.joinFoot')}
          busy={state.loading}
          onPress={onJoin}
        />
      </div>
      <ErrorLine text={say(state.failure)} />
    </section>
  );
}

interface ChoiceProps {
  readonly icon: ActionIcon;
  readonly action: { readonly id: string; readonly keys: readonly string[] };
  readonly title: string;
  readonly words: string;
  readonly foot: string;
  readonly busy?: boolean;
  readonly onPress: () => void;
}

function Choice({ icon: Icon, action: chosen, title, words, foot, busy, onPress }: ChoiceProps): ReactNode {
  const [cap] = useKeyCaps(chosen);
  return (
    <button type="button" className={styles['card']} disabled={busy === true} onClick={onPress}>
      <Icon size={44} stroke={1.25} />
      <span className={styles['name']}>{title}</span>
      <span className={styles['words']}>{words}</span>
      <span className={styles['foot']}>
        <span>{foot}</span>
        {cap === undefined ? null : <KeyCap>{cap}</KeyCap>}
      </span>
    </button>
  );
}
