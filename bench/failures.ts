/** Five things that go wrong at Meta, one for each recipient, and how Meta says so. */
import { graphErrors } from '../src/sandbox/graph/errors.js';
import { type GraphError } from '../src/sandbox/graph/graph-error.js';
import { sendErrors } from '../src/sandbox/graph/send-errors.js';

import { type Answer, type Responder } from './server.js';

type FailureCase = { title: string; to: string; answer: Answer };

const graphAnswer = (error: GraphError): Answer => ({
  status: error.fields.status,
  body: JSON.stringify(error.toBody({ subcodesOnSends: true })),
});

export const failureCases: readonly FailureCase[] = Object.freeze([
  {
    title: 'token expired, 190/463',
    to: '12025550151',
    answer: graphAnswer(graphErrors.tokenExpired()),
  },
  {
    title: 'template missing, 132001',
    to: '12025550152',
    answer: graphAnswer(sendErrors.templateMissing('verification_code', 'en_US', 404)),
  },
  {
    title: 'pair limit, 131056',
    to: '12025550153',
    answer: graphAnswer(sendErrors.pairLimit()),
  },
  {
    title: 'service down, 131016',
    to: '12025550154',
    answer: graphAnswer(sendErrors.serviceUnavailable()),
  },
  {
    title: 'HTTP 503 without JSON',
    to: '12025550155',
    answer: {
      status: 503,
      contentType: 'text/html',
      body: '<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>',
    },
  },
]);

/** Fails each send in the way that its recipient stands for. */
export const failByRecipient: Responder = ({ to }) =>
  failureCases.find((failure) => failure.to === to)?.answer ?? 'silence';
