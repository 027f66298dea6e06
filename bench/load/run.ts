/**
 * `npm run bench:sandbox`: a thousand sends a second to the sandbox, as it is shipped, on one core,
 * with all statuses to a fast webhook. Fails when it falls behind or its memory grows.
 */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

import { inboxCapacity } from '../../src/sandbox/inbox.js';

import { reserveCore } from './affinity.js';
import { Generator } from './generator.js';
import { heapSize, patience, rate, seconds } from './plan.js';
import { Receiver } from './receiver.js';
import { report } from './report.js';
import { startSandbox } from './sandbox.js';
import { Schedule, statusKinds } from './schedule.js';
import { UsageWatch, usageOf } from './usage.js';

/** Waits until something is so, or for as long as it is worth waiting. */
const waitUntil = async (isSo: () => boolean, deadline = performance.now() + patience) => {
  while (!isSo() && performance.now() < deadline) {
    // eslint-disable-next-line no-await-in-loop -- looks again and again
    await wait(20);
  }
};

const total = seconds * rate;

console.log(`Building, then sending ${rate} a second for ${seconds} s …`);
await promisify(execFile)('npm', ['run', 'build', '--silent'], {
  cwd: path.resolve(import.meta.dirname, '../..'),
});

const prefix = await reserveCore();
const schedule = new Schedule();
const receiver = await Receiver.start(schedule);
const sandbox = await startSandbox(prefix, receiver.url);
await waitUntil(() => receiver.isVerified);

const generator = new Generator(sandbox, schedule, total);
const watch = await UsageWatch.start(sandbox.processId);

schedule.start();
await generator.run();
await waitUntil(
  () => generator.isAnswered && statusKinds.every((kind) => receiver.count(kind) === total)
);

const samples = await watch.stop();
await sandbox.stop();
generator.close();
await receiver.close();

const { table, hasPassed, isDisturbed } = report({
  seconds,
  sends: generator,
  webhooks: receiver,
  usage: usageOf(samples),
});

console.log(`
Node ${process.version}; the sandbox keeps ${inboxCapacity} messages, in a heap of ${heapSize} MB.
${prefix.length > 0 ? 'It has one core.' : 'It is free to use all cores: there is no taskset.'}

${table}
`);

if (!hasPassed && isDisturbed) {
  console.log('Not judged: other programs had the processor. Run it again on a quiet machine.');
} else if (!hasPassed) {
  throw new Error('The sandbox falls behind.');
}
