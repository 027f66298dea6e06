/** The access token: good, of whom, for what, and for how long. */
import { managementScope, messagingScope } from '../../meta/diagnostics/token.js';
import { type CallFailure } from '../../meta/failure.js';
import { explainedElsewhere, firstFailure, isAccountHidden } from '../causes.js';
import { type Facts, valueOf } from '../facts.js';
import { type Finding, findingsOf } from '../finding.js';
import { pages } from '../pages.js';

import { failedCall } from './failed-call.js';

const day = 24 * 60 * 60_000;

/** Days before the end of a token. */
const notice = 7;

const subjects = Object.freeze({
  valid: findingsOf({ id: 'token-valid', group: 'Token', title: 'Token', link: pages.tokens }),
  secret: findingsOf({ id: 'app-secret', group: 'Token', title: 'App secret', link: pages.proof }),
  kind: findingsOf({ id: 'token-kind', group: 'Token', title: 'Kind', link: pages.tokens }),
  permissions: findingsOf({
    id: 'token-permissions',
    group: 'Token',
    title: 'Permissions',
    link: pages.tokens,
  }),
  expiry: findingsOf({ id: 'token-expiry', group: 'Token', title: 'Expiry', link: pages.tokens }),
  account: findingsOf({
    id: 'token-account',
    group: 'Token',
    title: 'Sees the account',
    link: pages.tokens,
  }),
});

const cutOff =
  'Copy the whole token again: it begins with EAA, and nothing else may stand around it.';

const failedBy = (failure: CallFailure): Finding => {
  if (failure.kind !== 'answered') {
    return subjects.valid.skipped('Meta could not be asked.');
  }

  return failedCall(
    subjects.valid,
    failure,
    /parse|malformed/i.test(failure.report.details ?? '')
      ? { meaning: 'Meta does not recognise it as an access token (190).', remedy: cutOff }
      : {}
  );
};

const checkValid = (facts: Facts): Finding => {
  const { token } = facts;
  const failure = firstFailure(facts, 'token');

  if (failure) {
    return failedBy(failure);
  }

  if (token.kind !== 'known') {
    return subjects.valid.skipped(
      explainedElsewhere(token, facts) ?? 'Meta does not tell what it is.'
    );
  }

  const { appName, appId } = token.value;

  return subjects.valid.passed(
    appId === undefined
      ? 'Valid.'
      : `Valid; of the app ${appName ?? ''} (${appId}).`.replace('  ', ' '),
    { facts: { appId } }
  );
};

const checkSecret = (facts: Facts): Finding => {
  const { appSecret } = facts.setup;

  if (firstFailure(facts, 'proof')) {
    return appSecret === undefined
      ? subjects.secret.failed(
          'The app takes only calls that prove its secret, and the config has none.',
          "Enter the app secret: App settings → Basic in the app's dashboard."
        )
      : subjects.secret.failed(
          "It is not the secret of the token's app: Meta refuses its proof.",
          "Copy it again: App settings → Basic in the dashboard of the token's app."
        );
  }

  if (appSecret === undefined) {
    return subjects.secret.skipped('None is configured, and none is asked for.');
  }

  return facts.token.kind === 'known'
    ? subjects.secret.passed('Meta accepts its proof.')
    : subjects.secret.skipped(
        explainedElsewhere(facts.token, facts) ?? 'Nothing could be proved with it.'
      );
};

/** What the rest of the group hangs on. */
const unknownToken = (facts: Facts): string | undefined => {
  const { token } = facts;

  return token.kind === 'known'
    ? undefined
    : (explainedElsewhere(token, facts) ?? 'Meta does not tell what the token is.');
};

const systemUser =
  'Make one in Business settings → Users → System users: Generate token, for this app.';

const checkKind = (facts: Facts): Finding => {
  const kind = valueOf(facts.token)?.kind;

  switch (kind) {
    case undefined: {
      return subjects.kind.skipped('Meta does not tell.');
    }

    case 'SYSTEM_USER': {
      return subjects.kind.passed('The token of a system user.');
    }

    case 'USER': {
      return subjects.kind.warning(
        "It is a person's token: it ends with their password, their role, or after 60 days.",
        systemUser,
        { facts: { kind } }
      );
    }

    default: {
      return subjects.kind.failed(
        `It is a token of the kind ${kind}, which sends no messages.`,
        systemUser,
        { facts: { kind } }
      );
    }
  }
};

const checkPermissions = (facts: Facts): Finding => {
  const scopes = valueOf(facts.token)?.scopes ?? [];
  const missing = [messagingScope, managementScope].filter((scope) => !scopes.includes(scope));
  const remedy = `Generate the token anew with ${[messagingScope, managementScope].join(' and ')}.`;

  if (missing.includes(messagingScope)) {
    return subjects.permissions.failed(
      `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing: it can send nothing.`,
      remedy,
      { facts: { missing } }
    );
  }

  return missing.length > 0
    ? subjects.permissions.failed(
        `${managementScope} is missing: codes may go out, but number, account and templates cannot be looked at.`,
        remedy,
        { facts: { missing } }
      )
    : subjects.permissions.passed('To send, and to manage.');
};

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

const checkExpiry = (facts: Facts): Finding => {
  const { expiresAt, dataAccessUntil } = valueOf(facts.token) ?? {};
  const [end] = [expiresAt, dataAccessUntil]
    .filter((date): date is Date => date !== undefined)
    .slice()
    .sort((one, other) => one.getTime() - other.getTime());

  if (!end) {
    return subjects.expiry.passed('Never.');
  }

  const details = { facts: { until: end.toISOString() } };
  const what = end === expiresAt ? 'The token ends' : 'Its access to data ends';

  return end.getTime() - facts.now.getTime() <= notice * day
    ? subjects.expiry.warning(
        `${what} on ${dayOf(end)}.`,
        `Generate one that never expires. ${systemUser}`,
        details
      )
    : subjects.expiry.passed(`${what} on ${dayOf(end)}.`, details);
};

const assign =
  'Business settings → Accounts → WhatsApp accounts: assign the account to the system user with full control, then generate the token anew.';

const checkAccount = (facts: Facts): Finding => {
  const { businessAccountId } = facts;
  const { accounts, scopes } = valueOf(facts.token) ?? {};
  const details = { facts: { accounts } };

  if (isAccountHidden(facts)) {
    return accounts?.length
      ? subjects.account.failed(
          `The token is for ${accounts.join(', ')}, and not for the account ${businessAccountId}.`,
          `If ${accounts.length > 1 ? 'one of those' : accounts[0]} is meant, set businessAccountId to it. Otherwise: ${assign}`,
          details
        )
      : subjects.account.failed('No WhatsApp account is assigned to it.', assign, details);
  }

  const failure = firstFailure(facts, 'permission');

  // What the token lacks is told above, where it is known.
  if (failure?.kind === 'answered' && (scopes?.includes(managementScope) ?? true)) {
    return failedCall(subjects.account, failure, { remedy: assign, ...details });
  }

  return accounts === undefined
    ? subjects.account.passed('It is not limited to certain accounts.')
    : subjects.account.passed(`It is for ${accounts.join(', ')}.`, details);
};

export const checkToken = (facts: Facts): Finding[] => {
  const reason = unknownToken(facts);
  const first = [checkValid(facts), checkSecret(facts)];
  const { kind, permissions, expiry, account } = subjects;

  return reason === undefined
    ? [...first, checkKind(facts), checkPermissions(facts), checkExpiry(facts), checkAccount(facts)]
    : [
        ...first,
        ...[kind, permissions, expiry].map(({ skipped }) => skipped(reason)),
        // Every other check leaves it to this one to say so.
        firstFailure(facts, 'permission') ? checkAccount(facts) : account.skipped(reason),
      ];
};
