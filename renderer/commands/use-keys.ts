import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useStable } from '#renderer/ui/use-stable.ts';
import { type TypedKeysHandler, takeTypedKeys } from './keyboard.ts';
import { holdScans, type ScanHandler, type ScanRecord, scanDesk, takeScans } from './scan-desk.ts';

/**
 * Takes characters typed while no field has the focus, after they have waited out the scanner's window.
 * @example useTypedKeys((strokes) => { strokes.forEach(({ char }) => press(char)); return true; })
 */
export function useTypedKeys(handler: TypedKeysHandler): void {
  const latest = useStable(handler);
  useEffect(() => takeTypedKeys(latest), [latest]);
}

/** Answers scans while mounted, before any screen below. */
export function useScans(handler: ScanHandler): void {
  const latest = useStable(handler);
  useEffect(() => takeScans(latest), [latest]);
}

/** Makes scans wait while `busy`. */
export function useScanHold(busy: boolean): void {
  useEffect(() => (busy ? holdScans() : undefined), [busy]);
}

/** The last five scans, newest first. */
export const useLastScans = (): readonly ScanRecord[] => useStore(scanDesk, ({ last }) => last);
