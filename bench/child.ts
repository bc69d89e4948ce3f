import { fork } from 'node:child_process';

/** Runs a script of this folder in a process of its own, so that its memory is its own, and answers what it sends back. */
export function inChild<Answer>(script: string, task: object): Promise<Answer> {
  const child = fork(new URL(script, import.meta.url), [JSON.stringify(task)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let answer: Answer | undefined;
    child.on('message', (sent) => {
      answer = sent as Answer;
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      answer === undefined ? reject(new Error(`${script} ended with ${String(code)}`)) : resolve(answer),
    );
  });
}

/** What `inChild` gave this process to do. */
export const taskOfChild = (): unknown => JSON.parse(process.argv[2] ?? '{}');

export function answerOfChild(answer: object): void {
  process.send?.(answer, () => process.disconnect());
}

/** Most memory this process ever held, MB. */
export const peakMegabytes = (): number => process.resourceUsage().maxRSS / 1024;
