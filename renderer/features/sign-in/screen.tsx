import { IconArrowDown, IconArrowUp, IconKey } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { DoorScreen } from '#renderer/app/door-head.tsx';
import { action } from '#renderer/commands/action.ts';
import { useActions } from '#renderer/commands/use-actions.ts';
import { useTypedKeys } from '#renderer/commands/use-keys.ts';
import { client, host, queries } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { PinPad } from '#renderer/ui/pin-pad.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { personBeside, personByLetter } from './choose-person.ts';
import { forgetAnswers } from './forget-answers.ts';
import { lastPerson, rememberPerson } from './last-person.ts';
import { LockedOut } from './parts/locked-out.tsx';
import { type Person, PersonTile } from './parts/person-tile.tsx';
import { PlaceHead } from './parts/place-head.tsx';
import { RecoveryDialog } from './recovery-dialog.tsx';
import styles from './screen.module.css';

interface LockState {
  readonly go: (by: number) => void;
}

const before = action<LockState>({
  id: 'lock.before',
  name: 'signIn.before',
  icon: IconArrowUp,
  scope: 'lock',
  keys: ['ArrowUp', 'ArrowLeft'],
  listed: 'help-only',
  repeats: true,
  run: ({ go }) => go(-1),
});
const after = action<LockState>({
  id: 'lock.after',
  name: 'signIn.after',
  icon: IconArrowDown,
  scope: 'lock',
  keys: ['ArrowDown', 'ArrowRight'],
  listed: 'help-only',
  repeats: true,
  run: ({ go }) => go(1),
});
const recover = action<LockState>({
  id: 'lock.recover',
  name: 'signIn.recover',
  icon: IconKey,
  scope: 'lock',
  keys: ['Alt+KeyR'],
  run: () => openDialog<true>((answer) => <RecoveryDialog answer={answer} />),
});
const lockActions = [before, after, recover] as const;

/** Who works here now: one tile a person, and the PIN of the chosen one at once. Whoever was here last is chosen already. */
export function SignInScreen(): ReactNode {
  const t = useT();
  const session = useSession();
  const people = useQuery(host.session.people.queryOptions()).data ?? [];
  const [chosen, setChosen] = useState(lastPerson);
  const who = people.find(({ id }) => id === chosen) ?? (people.length === 1 ? people[0] : undefined);
  const go = (by: number): void => setChosen(personBeside(people, who?.id ?? null, by)?.id ?? null);
  useEffect(forgetAnswers, []);
  useActions(lockActions, { go });
  useTypedKeys((strokes) => {
    const letter = strokes[0]?.char ?? '';
    if (strokes.length !== 1 || !/\p{L}/u.test(letter)) return false;
    const found = personByLetter(people, who?.id ?? null, letter);
    if (found !== undefined) setChosen(found.id);
    return found !== undefined;
  });
  return (
    <DoorScreen head={<PlaceHead />}>
      <div className={styles['body']}>
        <section className={styles['people']} aria-labelledby="who">
          <h1 id="who">{t('people.whoAreYou')}</h1>
          {session.shift === null ? null : <p className="dim">{t('signIn.kept')}</p>}
          <div className={styles['tiles']}>
            {people.map((person) => (
              <PersonTile
                key={person.id}
                person={person}
                chosen={person.id === who?.id}
                onChoose={() => setChosen(person.id)}
              />
            ))}
          </div>
          <p className={styles['hint']}>{t('signIn.hint')}</p>
        </section>
        <section className={styles['proof']} data-surface="card" aria-label={t('people.pin')}>
          {who === undefined ? (
            <p className={styles['nobody']}>{t('signIn.choose')}</p>
          ) : (
            <Proof key={who.id} person={who} />
          )}
          <ActionButton action={recover} variant="quiet" withIcon className={styles['recover']} />
        </section>
      </div>
    </DoorScreen>
  );
}

function Proof({ person }: { readonly person: Person }): ReactNode {
  const t = useT();
  const say = useFailureText();
  const people = host.session.people.queryKey();
  const signIn = useMutation({
    mutationFn: (pin: string) => client.session.signIn({ person: person.id, pin }),
    onSuccess: (session) => {
      rememberPerson(person.id);
      queries.setQueryData(host.session.get.queryKey(), session);
    },
    // A lock-out may have begun or grown.
    onSettled: () => queries.invalidateQueries({ queryKey: people }),
  });
  if (person.lockedUntil !== null)
    return (
      <LockedOut
        name={person.name}
        until={person.lockedUntil}
        onOver={() => void queries.invalidateQueries({ queryKey: people })}
      />
    );
  return (
    <PinPad
      title={t('people.enterPin', { name: person.name })}
      onPin={(pin) => signIn.mutate(pin)}
      error={say(signIn.error) ?? undefined}
      busy={signIn.isPending}
    />
  );
}
