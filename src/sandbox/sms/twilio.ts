/** Twilio's API for messages, as far as `@logto/connector-twilio-sms` calls it. Source: Twilio, "Messages resource". */
import { type Context, type Hono } from 'hono';

import { toE164 } from '../phone-number.js';
import { type World } from '../world.js';

import { findCode, receiveSms } from './receive.js';

/** Source: Twilio, "Error and warning dictionary". */
const twilioErrors = Object.freeze({
  authenticate: { status: 401, code: 20_003, message: 'Authenticate' },
  toMissing: { status: 400, code: 21_604, message: "A 'To' phone number is required." },
  toInvalid: { status: 400, code: 21_211, message: "Invalid 'To' Phone Number" },
  bodyMissing: { status: 400, code: 21_602, message: 'Message body is required.' },
} as const);

const refuse = (context: Context, error: (typeof twilioErrors)[keyof typeof twilioErrors]) =>
  context.json(
    { ...error, more_info: `https://www.twilio.com/docs/errors/${error.code}` },
    error.status
  );

const readTo = (text: string): string | undefined => {
  try {
    return text.startsWith('+') ? toE164(text) : undefined;
  } catch {
    return undefined;
  }
};

export const addTwilioRoutes = (app: Hono, world: World) => {
  const { accountSid, authToken } = world.account.twilio;
  const credentials = Buffer.from(`${accountSid}:${authToken}`).toString('base64');

  app.post('/2010-04-01/Accounts/:accountSid/Messages.json', async (context) => {
    if (
      context.req.param('accountSid') !== accountSid ||
      context.req.header('authorization') !== `Basic ${credentials}`
    ) {
      return refuse(context, twilioErrors.authenticate);
    }

    const fields = Object.fromEntries(new URLSearchParams(await context.req.text()));
    const { To: input = '', Body: body = '', MessagingServiceSid: service } = fields;
    const to = readTo(input);

    if (input === '') {
      return refuse(context, twilioErrors.toMissing);
    }

    if (to === undefined) {
      return refuse(context, twilioErrors.toInvalid);
    }

    if (body === '') {
      return refuse(context, twilioErrors.bodyMissing);
    }

    const answer = receiveSms(
      world,
      { to, body, code: findCode(body), from: 'twilio', request: fields },
      (sid) => ({
        sid,
        account_sid: accountSid,
        messaging_service_sid: service,
        to,
        body,
        status: 'accepted',
        num_segments: '0',
        direction: 'outbound-api',
        api_version: '2010-04-01',
        date_created: world.clock.now().toUTCString(),
        uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`,
      })
    );

    return context.json(answer, 201);
  });
};
