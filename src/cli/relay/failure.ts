/** What went wrong between a command and Meta, and what to do about it. */
import { type ErrorEntry } from '../../meta/error-codes.js';
import { type CallFailure } from '../../meta/failure.js';
import { isPermission, isUnknownObject } from '../../meta/refusal-codes.js';
import { SubscriptionFailure } from '../../meta/subscriptions.js';
import { CommandProblem } from '../../problem/command-problem.js';
import { explainAnswered, explainCall, withoutControls } from '../../problem/explain-call.js';

type Answered = Extract<CallFailure, { kind: 'answered' }>;

type Explanation = { meaning: string; remedy: string };

/** The callback did not take the handshake, or answered with something else than the challenge. */
const handshakeCodes = new Set([2200, 2201]);

/** Codes about an app token that the table of send errors does not have, or not in this sense. */
const appTokenCodes = new Set([15, 101, 102]);

/** The app has a list of server addresses, and this machine is not on it. */
const addressCode = 5;

const concernOf = ({ becomes }: ErrorEntry) =>
  becomes.error === 'InvalidConfig' ? becomes.concerns : undefined;

/** The handshake happens between Meta and the relay; Meta's words are all that can be known here. */
const explainHandshake = (callbackUrl: string, details = ''): Explanation => {
  const reachable =
    'Is the relay running, and reachable from the internet at RELAY_PUBLIC_URL, by https with a public certificate?';
  const sameToken =
    'Has WHATSAPP_VERIFY_TOKEN the same value here and where the relay runs? To another one the relay answers 403.';
  const questions = /\b403\b/.test(details) ? [sameToken, reachable] : [reachable, sameToken];

  return {
    meaning: `Meta called ${callbackUrl}, and the handshake failed`,
    remedy: [
      ...questions,
      'At Meta, nothing was changed. Run the command again when both are so.',
    ].join('\n'),
  };
};

const explainAppError = (
  { report, entry }: Answered,
  { id, callbackUrl }: SubscriptionFailure
): Explanation => {
  const { code = 0, details } = report;

  if (callbackUrl && handshakeCodes.has(code)) {
    return explainHandshake(callbackUrl, details);
  }

  const isAboutToken =
    appTokenCodes.has(code) ||
    isUnknownObject(report) ||
    concernOf(entry) === 'appSecret' ||
    (concernOf(entry) === 'accessToken' && code !== addressCode);

  return isAboutToken
    ? {
        meaning: `Meta does not take WHATSAPP_APP_SECRET for the app ${id}`,
        remedy:
          'Copy WHATSAPP_APP_ID and WHATSAPP_APP_SECRET from the same app: App settings → Basic in its dashboard. Of several secrets, the one that is valid now stands first',
      }
    : entry;
};

const explainAccountError = (
  { report, entry }: Answered,
  { id, subject }: SubscriptionFailure
): Explanation => {
  if (subject === 'account' && isUnknownObject(report)) {
    return {
      meaning: `Meta knows no WhatsApp Business account ${id}, or the access token may not see it`,
      remedy:
        "Copy WHATSAPP_BUSINESS_ACCOUNT_ID (not the phone number ID, and not the business portfolio's ID) from WhatsApp → API Setup in the app's dashboard, and assign that account to the system user",
    };
  }

  if (isPermission(report)) {
    return {
      meaning: `The access token may not manage the webhooks of the ${subject === 'account' ? 'account' : 'phone number'} ${id}`,
      remedy:
        'Assign the WhatsApp account and the app to the system user with full control, and generate WHATSAPP_ACCESS_TOKEN with whatsapp_business_messaging and whatsapp_business_management',
    };
  }

  // The app's own token was taken just before, so that the app secret is known to be right.
  return concernOf(entry) === 'appSecret'
    ? {
        meaning:
          'The proof of the app secret does not fit the access token: the token belongs to another app',
        remedy:
          'Generate WHATSAPP_ACCESS_TOKEN for the app of WHATSAPP_APP_ID: Business settings → Users → System users',
      }
    : entry;
};

/** The variables that hold what a call needs; other commands have it from elsewhere too. */
const byVariable = (text: string): string =>
  text
    .replace('use it as the access token', 'set it as WHATSAPP_ACCESS_TOKEN')
    .replace('and the base URL if there is one', 'and WHATSAPP_BASE_URL if it is set')
    .replace('If there is a base URL, check it', 'If WHATSAPP_BASE_URL is set, check it');

const explain = (error: SubscriptionFailure): string => {
  const { failure, subject } = error;
  const { meaning, remedy, details, traceId } =
    failure.kind === 'answered'
      ? explainAnswered(
          failure,
          subject === 'app' ? explainAppError(failure, error) : explainAccountError(failure, error)
        )
      : explainCall(failure);

  return [
    meaning,
    ...(details ? [`Meta says: ${details}`] : []),
    byVariable(remedy),
    ...(traceId ? [`Trace ID for Meta's support: ${traceId}`] : []),
  ].join('\n');
};

/** What is printed when a command fails: without a stack, without secrets, and with what to do. */
export const explainRelayFailure = (error: unknown): string => {
  if (error instanceof CommandProblem) {
    return withoutControls(error.message);
  }

  return error instanceof SubscriptionFailure
    ? withoutControls(explain(error))
    : 'The command failed in a way that nobody foresaw. Please report it, with what you called.';
};
