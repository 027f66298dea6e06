/**
 * What can be wrong with a send, at once. Verbatim where Meta's words are known. Source: Meta,
 * "Error codes".
 */
import { sendError } from './graph-error.js';

export const sendErrors = Object.freeze({
  valueInvalid: (details: string) => sendError(131_009, 'Parameter value is not valid', details),
  typeUnsupported: () =>
    sendError(131_051, 'Message type unknown', 'The sandbox takes template messages only'),
  businessScopedRecipient: () =>
    sendError(
      131_062,
      'Authentication templates cannot be sent to a business-scoped user ID',
      'Send authentication templates to a phone number'
    ),
  directSendUnavailable: () =>
    sendError(
      100,
      'Invalid parameter',
      'The parameter category needs Direct Send, which is not enabled for this account'
    ),
  recipientIsSender: () =>
    sendError(
      131_021,
      'Recipient cannot be sender',
      'The sender and the recipient have the same phone number'
    ),
  recipientNotAllowed: () =>
    sendError(
      131_030,
      'Recipient phone number not in allowed list',
      'Recipient phone number not in allowed list: Add recipient phone number to recipient list and try again.',
      { subcode: 2_655_007 }
    ),
  numberNotRegistered: () =>
    sendError(133_010, 'Account not registered', 'The business number has not been registered'),
  accountLocked: () =>
    sendError(
      131_031,
      'Account has been locked',
      'Business Account locked: it has been restricted or disabled',
      { status: 403 }
    ),
  templateMissing: (name: string, language: string, status: 400 | 404) =>
    sendError(
      132_001,
      'Template name does not exist in the translation',
      `template name (${name}) does not exist in ${language}`,
      { status }
    ),
  templatePaused: () => sendError(132_015, 'Template is paused', 'The template is paused'),
  templateDisabled: () => sendError(132_016, 'Template is disabled', 'The template is disabled'),
  bodyParameterCount: (count: number) =>
    sendError(
      132_000,
      'Number of parameters does not match the expected number of params',
      `body: number of localizable_params (${count}) does not match the expected number of params (1)`
    ),
  buttonMissing: () =>
    sendError(
      131_008,
      'Required parameter is missing',
      'buttons: Button at index 0 of type Url requires a parameter'
    ),
  codeEmpty: () =>
    sendError(
      131_008,
      'Required parameter is missing',
      'Parameter of type text is missing text value'
    ),
  codeTooLong: () =>
    sendError(
      132_018,
      'Template parameter validation failed',
      'The code is longer than 15 characters'
    ),
  codeCharacters: () =>
    sendError(
      132_018,
      'Template parameter validation failed',
      'The code holds characters that are not supported'
    ),
  pairLimit: () =>
    sendError(
      131_056,
      '(Business Account, Consumer Account) pair rate limit hit',
      'Too many messages sent from this phone number to the same recipient',
      { retryAfter: 6 }
    ),
  throughput: () =>
    sendError(130_429, 'Rate limit hit', 'Cloud API message throughput has been reached.', {
      subcode: 2_494_055,
      retryAfter: 1,
    }),
  messagingLimit: () =>
    sendError(
      131_048,
      'Spam rate limit hit',
      'The messaging limit of the business portfolio has been reached'
    ),
  somethingWentWrong: () =>
    sendError(131_000, 'Something went wrong', 'Message failed to send due to an unknown error', {
      status: 500,
    }),
  serviceUnavailable: () =>
    sendError(
      131_016,
      'Service unavailable',
      'A service is temporarily unavailable. Please try again later',
      { status: 500 }
    ),
});
