import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { client } from '#renderer/host/host.ts';
import type { ImportPlan } from '#shared/contract/catalog.ts';
import { uploadFile } from './upload-file.ts';

export type Preview = Awaited<ReturnType<typeof client.imports.preview>>;
export type DryRun = Awaited<ReturnType<typeof client.imports.dryRun>>;

/** An import being prepared. Kept outside the screen: it can be left and come back to. */
export interface Wizard {
  readonly file: string | null;
  readonly size: number;
  readonly sent: number;
  readonly upload: string | null;
  readonly preview: Preview | null;
  readonly plan: ImportPlan | null;
  readonly trying: boolean;
  /** The trial and the plan it was made with. */
  readonly dryRun: { readonly result: DryRun; readonly plan: ImportPlan } | null;
  readonly failure: unknown;
}

const EMPTY: Wizard = {
  file: null,
  size: 0,
  sent: 0,
  upload: null,
  preview: null,
  plan: null,
  trying: false,
  dryRun: null,
  failure: null,
};

const wizard = createStore<Wizard>(() => EMPTY);

export const useWizard = (): Wizard => useStore(wizard);
export const forgetImport = (): void => wizard.setState(EMPTY, true);
export const setPlan = (plan: ImportPlan): void => wizard.setState({ plan, failure: null });

/** Reads a file into the register and looks at it. */
export async function chooseFile(file: File): Promise<void> {
  wizard.setState({ ...EMPTY, file: file.name, size: file.size }, true);
  try {
    const upload = await uploadFile(file, (sent) => wizard.setState({ sent }));
    const preview = await client.imports.preview({ upload });
    wizard.setState({ upload, preview, plan: preview.plan });
  } catch (failure) {
    wizard.setState({ ...EMPTY, file: file.name, failure }, true);
  }
}

/** Reads the whole file without changing anything. */
export async function tryImport(): Promise<void> {
  const { upload, plan } = wizard.getState();
  if (upload === null || plan === null) return;
  wizard.setState({ trying: true, failure: null });
  try {
    const result = await client.imports.dryRun({ upload, plan });
    wizard.setState({ trying: false, dryRun: { result, plan } });
  } catch (failure) {
    wizard.setState({ trying: false, failure });
  }
}
