import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { useNow } from '#renderer/app/use-now.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { daysBefore, isDay, today } from '../days.ts';

export interface DayRange {
  readonly from: string;
  readonly to: string;
  readonly set: (from: string, to: string) => void;
}

/** Days from and to, in the address; the last thirty where it says nothing. */
export function useDayRange(): DayRange {
  const [search, setSearch] = useSearchParams();
  const { place } = useFormats();
  const day = today(place.timeZone, useNow(60_000));
  const asked = (name: string, otherwise: string): string => {
    const text = search.get(name) ?? '';
    return isDay(text) ? text : otherwise;
  };
  return {
    from: asked('from', daysBefore(day, 29)),
    to: asked('to', day),
    set: (from, to) =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          next.set('from', from);
          next.set('to', to);
          return next;
        },
        { replace: true },
      ),
  };
}

/** Two dates and the ranges people mean most. */
export function DayRangeFields({ range }: { readonly range: DayRange }): ReactNode {
  const t = useT();
  const { place } = useFormats();
  const day = today(place.timeZone, useNow(60_000));
  const { from, to, set } = range;
  return (
    <Row gap={2} wrap align="end">
      <TextField
        label={t('office.from')}
        labelled="hidden"
        type="date"
        value={from}
        onChange={(next) => {
          if (isDay(next)) set(next, next > to ? next : to);
        }}
      />
      <TextField
        label={t('office.to')}
        labelled="hidden"
        type="date"
        value={to}
        onChange={(next) => {
          if (isDay(next)) set(next < from ? next : from, next);
        }}
      />
      <Button pressed={from === day && to === day} onPress={() => set(day, day)}>
        {t('common.today')}
      </Button>
      <Button
        pressed={from === daysBefore(day, 6) && to === day}
        onPress={() => set(daysBefore(day, 6), day)}
      >
        {t('office.days7')}
      </Button>
      <Button
        pressed={from === daysBefore(day, 29) && to === day}
        onPress={() => set(daysBefore(day, 29), day)}
      >
        {t('office.days30')}
      </Button>
    </Row>
  );
}
