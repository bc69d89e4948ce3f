import type { Elsewhere, Told } from './elsewhere.ts';
import { storyOf } from './story.ts';
import { live } from './world.ts';

process.on('message', (run) => void tell(run as Elsewhere));

async function tell({ seed, size, mutant, sure = [] }: Elsewhere): Promise<void> {
  const { broken, counts, ...rest } = await live(storyOf(seed, size, mutant ?? null, { sure }));
  process.send?.({ ...rest, broken: broken?.message ?? null, counts: [...counts] } satisfies Told);
}
