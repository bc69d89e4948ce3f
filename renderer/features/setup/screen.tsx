import { type ReactNode, useState } from 'react';
import { DoorHead, DoorLanguage, DoorScreen } from '#renderer/app/door-head.tsx';
import { client, host, queries } from '#renderer/host/host.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { useKept } from '../cash/use-kept.ts';
import { JoinForm } from '../link/join-form.tsx';
import linkStyles from '../link/link.module.css';
import { WaitingForHq } from '../link/waiting-screen.tsx';
import { OwnStoreWizard } from './own-store-wizard.tsx';
import { FirstChoice } from './parts/first-choice.tsx';

/** Under this name the answers of the wizard are kept, without the PIN. */
const OWN_STORE = 'setup.own';

/** The first run: what this register shall be, in the language of who stands before it. */
export function SetupScreen(): ReactNode {
  const [texts, setTexts] = useKept(OWN_STORE);
  const own = texts['step'] !== undefined;
  const link = useSession().link;
  const [joining, setJoining] = useState(false);
  return (
    <DoorScreen head={<DoorHead end={<DoorLanguage />} />}>
      {link === 'filling' ? (
        <WaitingForHq />
      ) : joining ? (
        <section className={linkStyles['join']}>
          <JoinForm join={joinHq} onBack={() => setJoining(false)} />
        </section>
      ) : own ? (
        <OwnStoreWizard texts={texts} onTexts={setTexts} />
      ) : (
        <FirstChoice onOwn={() => setTexts({ step: 'shop' })} onJoin={() => setJoining(true)} />
      )}
    </DoorScreen>
  );
}

async function joinHq(asked: { readonly address: string; readonly code: string }): Promise<void> {
  await client.setup.join(asked);
  await queries.invalidateQueries({ queryKey: host.session.key() });
}
