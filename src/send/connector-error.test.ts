import { inspect } from 'node:util';

import { ConnectorError, ConnectorErrorCodes } from '@logto/connector-kit';
import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';

import { type ConnectorOutcome, type ErrorEntry } from '../meta/error-codes.js';
import {
  type ErrorReport,
  type FailedTemplate,
  type Failure,
  SendFailure,
} from '../meta/failure.js';

import { type Audience, toConnectorError } from './connector-error.js';

const audiences: Audience[] = ['administrator', 'person'];

const report: ErrorReport = {
  status: 401,
  code: 190,
  subcode: 463,
  details: 'Session has expired.',
  traceId: 'AbCdEf123',
};

const answered = (becomes: ConnectorOutcome, said: ErrorReport = report): Failure => {
  const entry: ErrorEntry = {
    section: 'A section',
    code: 190,
    http: 401,
    title: 'A title',
    meaning: 'Something happened',
    remedy: 'Do something',
    when: 'sync',
    action: 'sms',
    becomes,
  };

  return { kind: 'answered', entry, report: said };
};

const template: FailedTemplate = { templateName: 'login_code', language: 'de', index: 2 };

const convert = (failure: Failure, audience: Audience = 'person', failed?: FailedTemplate) =>
  toConnectorError(new SendFailure(failure, failed), audience);

/** The one issue of an error that concerns the config. */
const issueOf = ({ data }: ConnectorError) => {
  if (!(data instanceof ZodError)) {
    throw new TypeError('Logto shows details only of a ZodError.');
  }

  expect(data.issues).toHaveLength(1);

  return data.issues[0];
};

describe('an answer that concerns the config', () => {
  it.each(audiences)('becomes InvalidConfig with a ZodError, also for the %s', (audience) => {
    const error = convert(answered({ error: 'InvalidConfig', concerns: 'accessToken' }), audience);

    expect(error).toBeInstanceOf(ConnectorError);
    expect(error.code).toBe(ConnectorErrorCodes.InvalidConfig);
    expect(issueOf(error)).toEqual({
      code: 'custom',
      path: ['accessToken'],
      message: 'Something happened (190/463). Do something. Details: Session has expired.',
      params: {
        status: 401,
        code: 190,
        subcode: 463,
        details: 'Session has expired.',
        traceId: 'AbCdEf123',
      },
    });
  });

  it.each([
    ['accessToken', ['accessToken']],
    ['appSecret', ['appSecret']],
    ['phoneNumberId', ['phoneNumberId']],
    ['templateName', ['templates', 2, 'templateName']],
    ['language', ['templates', 2, 'language']],
  ] as const)('points to its field: %s', (concerns, path) => {
    const error = convert(answered({ error: 'InvalidConfig', concerns }), 'person', template);

    expect(issueOf(error)?.path).toEqual(path);
  });

  it.each(['templateName', 'language'] as const)(
    'points to all templates when it is not known which one failed: %s',
    (concerns) => {
      const issue = issueOf(convert(answered({ error: 'InvalidConfig', concerns })));

      expect(issue?.path).toEqual(['templates']);
      expect(issue?.message).toBe(
        'Something happened (190/463). Do something. Details: Session has expired.'
      );
    }
  );

  it.each(['templateName', 'language'] as const)(
    'names the template when it concerns one: %s',
    (concerns) => {
      const error = convert(answered({ error: 'InvalidConfig', concerns }), 'person', template);

      expect(issueOf(error)?.message).toBe(
        'Something happened: "login_code" in de (190/463). Do something. Details: Session has expired.'
      );
    }
  );

  it.each(['accessToken', 'appSecret', 'phoneNumberId'] as const)(
    'names no template when it concerns another field: %s',
    (concerns) => {
      const error = convert(answered({ error: 'InvalidConfig', concerns }), 'person', template);

      expect(issueOf(error)?.message).toBe(
        'Something happened (190/463). Do something. Details: Session has expired.'
      );
    }
  );

  it.each<[string, ErrorReport, string]>([
    ['its code', { status: 400, code: 10 }, 'Something happened (10). Do something.'],
    ['code 0 too', { status: 401, code: 0 }, 'Something happened (0). Do something.'],
    [
      'its HTTP status without one',
      { status: 502 },
      'Something happened (HTTP 502). Do something.',
    ],
  ])('is identified by %s', (_, said, message) => {
    const error = convert(answered({ error: 'InvalidConfig', concerns: 'accessToken' }, said));

    expect(issueOf(error)?.message).toBe(message);
  });
});

describe('an answer that concerns a limit', () => {
  it.each(audiences)('becomes RateLimitExceeded for the %s, with the facts', (audience) => {
    const error = convert(
      answered({ error: 'RateLimitExceeded' }, { ...report, retryAfter: 2000 }),
      audience
    );

    expect(error.code).toBe(ConnectorErrorCodes.RateLimitExceeded);
    expect(error.data).toEqual({
      explanation: 'Something happened (190/463).',
      remedy: 'Do something.',
      status: 401,
      code: 190,
      subcode: 463,
      details: 'Session has expired.',
      traceId: 'AbCdEf123',
    });
  });
});

const recipientSentence =
  'The code could not be sent to this number over WhatsApp. Check the number and try again.';
const unavailableSentence =
  'WhatsApp is not available at the moment. Please try again in a minute.';
const failedSentence = 'The code could not be sent over WhatsApp. Please try again later.';
const unconfirmedSentence =
  'WhatsApp did not confirm your code. If it does not arrive within a minute, ask for a new one.';

const host = 'graph.facebook.com';
const statusPage = "Check Meta's status page, metastatus.com/whatsapp-business-api.";

describe.each<
  [
    string,
    Failure,
    { person: string; explanation: string; remedy: string; facts: Record<string, unknown> },
  ]
>([
  [
    'an answer that concerns the recipient',
    answered({ error: 'General', person: 'recipient' }),
    {
      person: recipientSentence,
      explanation: 'Something happened (190/463).',
      remedy: 'Do something.',
      facts: report,
    },
  ],
  [
    "an answer about Meta's service",
    answered({ error: 'General', person: 'unavailable' }),
    {
      person: unavailableSentence,
      explanation: 'Something happened (190/463).',
      remedy: 'Do something.',
      facts: report,
    },
  ],
  [
    'any other answer',
    answered({ error: 'General', person: 'failed' }),
    {
      person: failedSentence,
      explanation: 'Something happened (190/463).',
      remedy: 'Do something.',
      facts: report,
    },
  ],
  [
    'a host that cannot be reached',
    { kind: 'unreachable', host, systemCode: 'ECONNREFUSED', lasting: false },
    {
      person: unavailableSentence,
      explanation: "Logto's server could not connect to graph.facebook.com (ECONNREFUSED).",
      remedy: 'Check its DNS and firewall: it must be able to reach this address directly.',
      facts: { reason: 'unreachable', host, systemCode: 'ECONNREFUSED', lasting: false },
    },
  ],
  [
    'a certificate that is not trusted',
    { kind: 'unreachable', host, systemCode: 'CERT_HAS_EXPIRED', lasting: true },
    {
      person: unavailableSentence,
      explanation:
        "Logto's server could not make a secure connection to graph.facebook.com (CERT_HAS_EXPIRED).",
      remedy:
        "Check the server's clock and its certificates, and whether a proxy puts its own in their place.",
      facts: { reason: 'unreachable', host, systemCode: 'CERT_HAS_EXPIRED', lasting: true },
    },
  ],
  [
    'silence',
    { kind: 'silent', host, seconds: 8 },
    {
      person: unconfirmedSentence,
      explanation:
        'graph.facebook.com took the request and did not answer within 8 seconds. It was not sent again, because the message may still arrive.',
      remedy: statusPage,
      facts: { reason: 'silent', host, seconds: 8 },
    },
  ],
  [
    'a connection that broke',
    { kind: 'lost', host, systemCode: 'ECONNRESET' },
    {
      person: unconfirmedSentence,
      explanation:
        'The connection to graph.facebook.com broke while it had the request (ECONNRESET). It was not sent again, because the message may still arrive.',
      remedy: statusPage,
      facts: { reason: 'lost', host, systemCode: 'ECONNRESET' },
    },
  ],
  [
    'a success in strange words',
    { kind: 'unreadable', host, status: 200 },
    {
      person: unconfirmedSentence,
      explanation: "graph.facebook.com answered with HTTP 200, but not as WhatsApp's API does.",
      remedy: `If the config has a base URL, check it; otherwise check Meta's status page, metastatus.com/whatsapp-business-api.`,
      facts: { reason: 'unreadable', host, status: 200 },
    },
  ],
  [
    'a failure in strange words',
    { kind: 'unreadable', host, status: 503 },
    {
      person: unavailableSentence,
      explanation: "graph.facebook.com answered with HTTP 503, but not as WhatsApp's API does.",
      remedy: `If the config has a base URL, check it; otherwise check Meta's status page, metastatus.com/whatsapp-business-api.`,
      facts: { reason: 'unreadable', host, status: 503 },
    },
  ],
])('%s becomes General', (_, failure, { person, explanation, remedy, facts }) => {
  it('with a sentence for the person, and the facts in the data', () => {
    const error = convert(failure, 'person');

    expect(error.code).toBe(ConnectorErrorCodes.General);
    expect(error.data).toEqual({ errorDescription: person, explanation, remedy, ...facts });
  });

  it('with all that happened for the administrator, and the same facts', () => {
    const error = convert(failure, 'administrator');

    expect(error.code).toBe(ConnectorErrorCodes.General);
    expect(error.data).toEqual({
      errorDescription:
        facts === report
          ? `${explanation} ${remedy} Details: Session has expired.`
          : `${explanation} ${remedy}`,
      explanation,
      remedy,
      ...facts,
    });
  });
});

describe('a message that we did not send', () => {
  it.each(audiences)('becomes General with its explanation, for the %s', (audience) => {
    const error = convert({ kind: 'refused', explanation: 'Not to this country.' }, audience);

    expect(error.code).toBe(ConnectorErrorCodes.General);
    expect(error.data).toEqual({ errorDescription: 'Not to this country.' });
  });
});

describe("the kit's own error", () => {
  it.each(audiences)('passes through unchanged, for the %s', (audience) => {
    const data = { errorDescription: 'As it was.' };
    const error = new ConnectorError(ConnectorErrorCodes.TemplateNotFound, data);

    const converted = toConnectorError(error, audience);

    expect(converted).toBe(error);
    expect(converted.code).toBe('template_not_found');
    expect(converted.data).toBe(data);
  });
});

describe("a stranger's error", () => {
  const secrets = ['EAAplantedToken0123456789', '482913', '12025550143'];
  const leak = `Bearer ${secrets.join(' ')}`;

  class HttpClientError extends Error {
    readonly options = { headers: { authorization: leak }, json: { to: secrets[2] } };
  }

  class LookAlike extends Error {
    readonly code = ConnectorErrorCodes.InvalidConfig;
    readonly data = { leak };
  }

  it.each<[string, unknown]>([
    ['with secrets in its message', new Error(leak)],
    ['with secrets in its cause', new Error('A failure', { cause: new Error(leak) })],
    ["with secrets in its properties, as an HTTP client's", new HttpClientError('A failure')],
    ['that holds others', new AggregateError([new Error(leak)], leak)],
    ["that only looks like the kit's", new LookAlike(leak)],
    ['that only looks like ours', { failure: { kind: 'refused', explanation: leak } }],
    ['that is a text', leak],
    ['that is nothing', undefined],
    ['that is null', null],
    ['that is a symbol', Symbol(leak)],
  ])('%s becomes a plain General with nothing of it', (_, stranger) => {
    for (const audience of audiences) {
      const error = toConnectorError(stranger, audience);

      expect(error).toBeInstanceOf(ConnectorError);
      expect(error.code).toBe(ConnectorErrorCodes.General);
      expect(error.data).toEqual({ errorDescription: failedSentence });
      expect(error).not.toHaveProperty('cause');

      for (const secret of secrets) {
        expect(inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain(
          secret
        );
      }
    }
  });
});
