/** The business number that codes are sent from. Source: Meta, "Business phone numbers". */
import { accountIn } from '../../meta/diagnostics/health.js';
import { type NumberFacts } from '../../meta/diagnostics/number.js';
import { actualType } from '../../meta/diagnostics/read-node.js';
import { type CallFailure } from '../../meta/failure.js';
import { nameOfNodeType } from '../../problem/node-types.js';
import { causeOf, explainedElsewhere } from '../causes.js';
import { type Facts, valueOf } from '../facts.js';
import { type Finding, findingsOf } from '../finding.js';
import { pages } from '../pages.js';

import { failedCall, whyUnknown } from './failed-call.js';
import { judgeValue, whyUntold } from './judgement.js';
import {
  modes,
  names,
  platforms,
  qualities,
  statuses,
  throughputs,
  verifications,
} from './number-values.js';

const subjects = Object.freeze({
  found: findingsOf({
    id: 'number-found',
    group: 'Number',
    title: 'Phone number',
    link: pages.numbers,
  }),
  account: findingsOf({
    id: 'number-account',
    group: 'Number',
    title: 'Its account',
    link: pages.numbers,
  }),
  status: findingsOf({
    id: 'number-status',
    group: 'Number',
    title: 'Status',
    link: pages.registration,
  }),
  platform: findingsOf({
    id: 'number-platform',
    group: 'Number',
    title: 'Platform',
    link: pages.registration,
  }),
  mode: findingsOf({ id: 'number-mode', group: 'Number', title: 'Mode', link: pages.numbers }),
  name: findingsOf({
    id: 'number-name',
    group: 'Number',
    title: 'Display name',
    link: pages.names,
  }),
  verification: findingsOf({
    id: 'number-verification',
    group: 'Number',
    title: 'Ownership',
    link: pages.numbers,
  }),
  quality: findingsOf({
    id: 'number-quality',
    group: 'Number',
    title: 'Quality',
    link: pages.limits,
  }),
  throughput: findingsOf({
    id: 'number-throughput',
    group: 'Number',
    title: 'Throughput',
    link: pages.limits,
  }),
});

const describe = ({ id, displayNumber }: NumberFacts): string =>
  displayNumber === undefined ? id : `${id} (${displayNumber})`;

const whereIsTheId =
  'Copy the phone number ID from WhatsApp Manager → Account tools → Phone numbers.';

const howToChoose = (facts: Facts): string => {
  const numbers = valueOf(facts.numbers) ?? [];

  return numbers.length > 0
    ? `Set phoneNumberId to one of the account's: ${numbers.map((one) => describe(one)).join(', ')}.`
    : whereIsTheId;
};

const notFound = (failure: CallFailure, facts: Facts): Finding => {
  if (causeOf(failure) !== 'id') {
    return failedCall(subjects.found, failure);
  }

  const type = nameOfNodeType(actualType(failure));

  return subjects.found.failed(
    type === undefined
      ? `Meta knows no phone number ID ${facts.phoneNumberId}, or does not show it to this token.`
      : `${facts.phoneNumberId} is no phone number ID, but that of ${type}.`,
    howToChoose(facts)
  );
};

const checkFound = (facts: Facts): Finding => {
  const { number } = facts;

  if (number.kind === 'known') {
    const { verifiedName } = number.value;

    return subjects.found.passed(
      `${describe(number.value)}${verifiedName === undefined ? '' : `, ${verifiedName}`}.`,
      { facts: { phoneNumberId: number.value.id } }
    );
  }

  const reason = explainedElsewhere(number, facts);

  return number.kind === 'failed' && reason === undefined
    ? notFound(number.failure, facts)
    : subjects.found.skipped(reason ?? 'It is not known.');
};

const checkAccount = (facts: Facts, number: NumberFacts): Finding => {
  const { numbers, businessAccountId } = facts;

  if (numbers.kind !== 'known') {
    return subjects.account.skipped(whyUnknown(numbers, facts));
  }

  if (numbers.value.some(({ id }) => id === number.id)) {
    return subjects.account.passed(`It is a number of ${businessAccountId}.`);
  }

  const owner = accountIn(number.health);

  return subjects.account.failed(
    owner === undefined || owner === businessAccountId
      ? `It is none of the account ${businessAccountId}.`
      : `It is a number of the account ${owner}, not of ${businessAccountId}.`,
    owner === undefined || owner === businessAccountId
      ? howToChoose(facts)
      : `Set businessAccountId to ${owner}; or ${howToChoose(facts).replace(/^[A-Z]/, (letter) => letter.toLowerCase())}`
  );
};

const isUnregistered = ({ status, platform }: NumberFacts): boolean =>
  platform === 'NOT_APPLICABLE' && ['PENDING', 'DISCONNECTED', 'UNVERIFIED'].includes(status ?? '');

export const checkNumber = (facts: Facts): Finding[] => {
  const found = checkFound(facts);
  const number = valueOf(facts.number);

  if (!number) {
    const reason = found.state === 'skipped' ? found.why : 'This takes the right phone number ID.';
    const { found: _, ...others } = subjects;

    return [found, ...Object.values(others).map(({ skipped }) => skipped(reason))];
  }

  const untold = whyUntold(number);

  return [
    found,
    checkAccount(facts, number),
    judgeValue(subjects.status, statuses, number.status, untold),
    isUnregistered(number)
      ? subjects.platform.skipped('It comes with the registration.')
      : judgeValue(subjects.platform, platforms, number.platform, untold),
    judgeValue(subjects.mode, modes, number.mode, untold),
    judgeValue(subjects.name, names, number.nameStatus, untold),
    number.status === 'UNVERIFIED'
      ? subjects.verification.skipped('That is what the status says.')
      : judgeValue(subjects.verification, verifications, number.codeVerification, untold),
    judgeValue(subjects.quality, qualities, number.quality, untold),
    judgeValue(subjects.throughput, throughputs, number.throughput, untold),
  ];
};
