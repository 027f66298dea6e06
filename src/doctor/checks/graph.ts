/** The Graph API itself: whether it answers, in which version, and what time it is there. */
import {
  defaultGraphVersion,
  endOfVersion,
  expiredSince,
  oldestUsableVersion,
} from '../../meta/graph-versions.js';
import { firstFailure, graphFacts } from '../causes.js';
import { type Facts } from '../facts.js';
import { type Finding, findingsOf } from '../finding.js';
import { pages } from '../pages.js';

import { failedCall } from './failed-call.js';

const day = 24 * 60 * 60_000;

/** Days before the end of a version. */
const notice = 90;

/** Seconds. */
export const toleratedSkew = 60;

const reachable = findingsOf({
  id: 'graph-answers',
  group: 'Config',
  title: 'Graph API answers',
  link: pages.errors,
});

export const checkService = (facts: Facts): Finding => {
  const failure = firstFailure(facts, 'service');
  const { host } = new URL(facts.setup.baseUrl);

  if (failure?.kind === 'silent') {
    return reachable.failed(
      `${host} took a call and did not answer within ${failure.seconds} s.`,
      "Run the doctor again; look at Meta's status page, metastatus.com/whatsapp-business-api."
    );
  }

  if (failure) {
    return failedCall(reachable, failure);
  }

  return graphFacts(facts).every(({ kind }) => kind === 'absent')
    ? reachable.skipped('Nothing could be asked.')
    : reachable.passed(`${host} takes calls.`);
};

const version = findingsOf({
  id: 'graph-version',
  group: 'Config',
  title: 'Graph API version',
  link: pages.versions,
});

const newer = `Set apiVersion to ${defaultGraphVersion}, or leave it empty.`;

export const checkVersion = (facts: Facts): Finding => {
  const {
    now,
    answers,
    setup: { apiVersion: asked },
  } = facts;
  const expired = expiredSince(asked, now);
  const other = answers.versions.find((one) => one !== asked);
  const details = { facts: { asked, ran: answers.versions } };
  const end = endOfVersion(asked);

  if (expired !== undefined) {
    const since = expired.startsWith('before') ? expired : `on ${expired}`;

    return version.failed(
      `${asked} expired ${since}: Meta runs ${oldestUsableVersion(now)} in its place, and says so nowhere.`,
      newer,
      details
    );
  }

  if (firstFailure(facts, 'version')) {
    return end === undefined
      ? version.failed(`${asked} is not known; Meta may not have it (2500).`, newer, details)
      : version.failed(
          `Meta does not find in ${asked} what every version has (2500).`,
          'Look at baseUrl: what it leads to has to be the Graph API.',
          details
        );
  }

  if (other !== undefined) {
    return version.failed(
      `${asked} was asked for, and ${other} ran: Meta has silently replaced it.`,
      newer,
      details
    );
  }

  if (end !== undefined && new Date(end).getTime() - now.getTime() <= notice * day) {
    return version.warning(`${asked} can be called until ${end}.`, newer, details);
  }

  return version.passed(`${asked}, until ${end ?? 'further notice'}.`, details);
};

const clock = findingsOf({ id: 'clock', group: 'Config', title: 'Clock' });

export const checkClock = ({ answers: { skew } }: Facts): Finding => {
  if (skew === undefined) {
    return clock.skipped("No answer of Meta's told the time.");
  }

  return Math.abs(skew) > toleratedSkew
    ? clock.warning(
        `This machine is ${Math.abs(skew)} s ${skew > 0 ? 'behind' : 'ahead of'} Meta.`,
        'Let a time server set the clock, here and where Logto runs.',
        { facts: { skew } }
      )
    : clock.passed('Agrees with that of Meta.');
};
