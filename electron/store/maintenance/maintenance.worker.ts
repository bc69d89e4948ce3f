import { parentPort, workerData } from 'node:worker_threads';
import { type MaintenanceJob, replyTo } from './maintenance-job.ts';

const { root, job } = workerData as { readonly root: string; readonly job: MaintenanceJob };
parentPort?.postMessage(replyTo(root, job));
