/**
 * `npm run bench`: compares this connector, as it is shipped, with Logto's official WhatsApp
 * connector. Both run side by side in processes of their own, against a local server that stands
 * where graph.facebook.com is. It reports what was measured, and fails when something was not.
 */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { createCertificate } from './certificate.js';
import { compareFailures } from './comparisons/failures.js';
import { compareNetworkFault } from './comparisons/network-fault.js';
import { comparePace } from './comparisons/pace.js';
import { compareRequests } from './comparisons/requests.js';
import { compareSilence } from './comparisons/silence.js';
import { readConnectors } from './connectors.js';
import { roundTripTime } from './proxy.js';
import { renderTable } from './report.js';

console.log('Building, then measuring for about a minute …');
await promisify(execFile)('npm', ['run', 'build', '--silent'], {
  cwd: path.resolve(import.meta.dirname, '..'),
});

const connectors = await readConnectors();
const certificate = await createCertificate();

// Both do little but wait, and take turns with what they time.
const [pace, silence] = await Promise.all([
  comparePace(connectors, certificate),
  compareSilence(connectors, certificate),
]);
const rows = [
  ...pace,
  ...silence,
  ...(await compareNetworkFault(connectors, certificate)),
  ...(await compareRequests(connectors, certificate)),
  ...(await compareFailures(connectors, certificate)),
];

console.log(`
own:      ${connectors.own.name}, lib/index.js
official: ${connectors.official.name}
Node ${process.version}; TLS 1.3 to 127.0.0.1, ${roundTripTime} ms there and back; codes 6 s apart.

${renderTable(connectors, rows)}
`);
