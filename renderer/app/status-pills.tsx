import { IconAlertTriangle, IconClockExclamation, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { actionById, commands, perform } from '#renderer/commands/registry.ts';
import { useAction } from '#renderer/commands/use-actions.ts';
import { isHq } from '#renderer/host/kind.ts';
import { useConnection, useSessionIfKnown } from '#renderer/host/use-session.ts';
import { StatusPill, type Tone } from '#renderer/ui/badge.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { SessionView } from '#shared/contract/session.ts';
import type { Translate } from '#shared/i18n/index.ts';

/** The open shift, how old it is, or that there is none; a press leads to it where a screen offers that (`till.shift`). */
export function ShiftPill(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const session = useSessionIfKnown();
  const open = usePress('till.shift');
  if (session === undefined || session.mode !== 'open') return null;
  const { tone, text } = shiftWords(session.shift, { t, ...formats });
  return (
    <StatusPill tone={tone} {...(open === undefined ? {} : { onPress: open })}>
      {text}
    </StatusPill>
  );
}

interface ShiftWords {
  readonly t: Translate;
  readonly time: (at: number) => string;
  readonly businessDate: (date: string) => string;
}

function shiftWords(shift: SessionView['shift'], words: ShiftWords): { tone: Tone; text: string } {
  const { t, time, businessDate } = words;
  if (shift === null) return { tone: 'warn', text: t('frame.shiftNone') };
  if (shift.counting) return { tone: 'warn', text: t('frame.shiftCounting') };
  if (shift.overdue)
    return { tone: 'warn', text: t('frame.shiftOverdue', { date: businessDate(shift.businessDate) }) };
  return { tone: 'good', text: t('frame.shiftOpen', { since: time(shift.openedAt) }) };
}

/** Does an action by its id, if a screen offers it now. */
function usePress(id: string): (() => void) | undefined {
  const offered = useAction(id);
  if (offered === undefined) return undefined;
  return () => {
    const now = actionById(commands.getState().layers, id);
    if (now !== undefined) perform(now);
  };
}

/** The printer; a press opens its queue where a screen offers that (`print.queue`). */
export function PrinterPill(): ReactNode {
  const t = useT();
  const session = useSessionIfKnown();
  const open = usePress('print.queue');
  if (session === undefined || session.mode === 'setup') return null;
  const { tone, text } = printerWords(session.printer, t);
  return (
    <StatusPill
      tone={tone}
      look={tone === 'good' || tone === 'plain' ? 'outline' : 'filled'}
      {...(open === undefined ? {} : { onPress: open })}
    >
      {text}
    </StatusPill>
  );
}

function printerWords(printer: SessionView['printer'], t: Translate): { tone: Tone; text: string } {
  if (printer.asked > 0) return { tone: 'warn', text: t('frame.printerAsked') };
  switch (printer.state) {
    case 'none':
      return { tone: 'plain', text: t('frame.printerNone') };
    case 'off':
      return { tone: 'warn', text: t('frame.printerOff') };
    case 'paper-out':
      return { tone: 'warn', text: t('frame.printerPaper') };
    case 'cover-open':
      return { tone: 'warn', text: t('frame.printerCover') };
    case 'ready':
    case 'unknown':
      if (printer.forTap > 0) return { tone: 'warn', text: t('frame.printerTap', { count: printer.forTap }) };
      return {
        tone: printer.state === 'ready' ? 'good' : 'plain',
        text:
          printer.waiting > 0 ? t('frame.printerWaiting', { count: printer.waiting }) : t('frame.printer'),
      };
  }
}

/** Troubles of the machine that stay until they are gone. */
export function TroublePills(): ReactNode {
  const t = useT();
  const line = useConnection();
  const session = useSessionIfKnown();
  const codes = session?.notices.map(({ code }) => code) ?? [];
  return (
    <>
      {line === 'lost' ? (
        <StatusPill tone="bad" icon={IconPlugConnectedX}>
          {t(isHq ? 'hq.lost' : 'frame.hostLost')}
        </StatusPill>
      ) : null}
      {(session?.clock.behindMs ?? 0) > 0 ? (
        <StatusPill tone="warn" icon={IconClockExclamation}>
          {t('frame.clockBehind')}
        </StatusPill>
      ) : null}
      {codes.includes('disk-low') ? (
        <StatusPill tone="bad" icon={IconAlertTriangle}>
          {t('frame.diskLow')}
        </StatusPill>
      ) : null}
      {codes.includes('backup-failed') ? (
        <StatusPill tone="bad" icon={IconAlertTriangle}>
          {t('frame.backupFailed')}
        </StatusPill>
      ) : null}
    </>
  );
}
