import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { client } from '#renderer/host/host.ts';

type Outcome = Awaited<ReturnType<typeof client.maintenance.doctor>>;

/** A check of the whole journal. It goes on while the screen is left, and its result waits here. */
export type DoctorRun =
  | { readonly is: 'idle' }
  | { readonly is: 'running'; readonly since: number }
  | { readonly is: 'done'; readonly outcome: Outcome }
  | { readonly is: 'failed'; readonly failure: unknown };

const run = createStore<{ readonly now: DoctorRun }>(() => ({ now: { is: 'idle' } }));

export const useDoctorRun = (): DoctorRun => useStore(run, ({ now }) => now);

export async function startDoctor(): Promise<void> {
  if (run.getState().now.is === 'running') return;
  run.setState({ now: { is: 'running', since: Date.now() } });
  try {
    run.setState({ now: { is: 'done', outcome: await client.maintenance.doctor() } });
  } catch (failure) {
    run.setState({ now: { is: 'failed', failure } });
  }
}
