/** Where a measurement takes place: a server, the long line to it, and a process that sends. */
import { type Certificate } from './certificate.js';
import { type Connector } from './connectors.js';
import { type Job, type SendReport, runJob } from './process.js';
import { Proxy } from './proxy.js';
import { type ReceivedSend, type Responder, MetaServer } from './server.js';

export type Measured = {
  reports: Array<SendReport & { roundTrips: number }>;
  /** What arrived at the server. */
  received: readonly ReceivedSend[];
};

/** Runs a job against a server of its own. */
export const perform = async (
  connector: Connector,
  job: Job,
  { certificate, respond }: { certificate: Certificate; respond: Responder }
): Promise<Measured> => {
  const server = await MetaServer.start(certificate, respond);
  const proxy = await Proxy.start(server.port);

  try {
    const reports = await runJob(connector, job, {
      port: proxy.port,
      certificate: certificate.cert,
    });

    return {
      reports: reports.map((report) => ({
        ...report,
        roundTrips: proxy.roundTripsBetween(report.began, report.ended),
      })),
      received: server.received,
    };
  } finally {
    await proxy.close();
    await server.close();
  }
};
