/** What Meta's words for the state of a number mean. Source: Meta, "Business phone numbers". */
import { type Judgement } from './judgement.js';

const register =
  'Register it: WhatsApp Manager → Account tools → Phone numbers; or POST /{phone number ID}/register.';

const appeal =
  'Look into Business Support Home (business.facebook.com/business-support-home), and appeal.';

export const statuses: ReadonlyMap<string, Judgement> = new Map<string, Judgement>([
  ['CONNECTED', { state: 'passed', why: 'Connected.' }],
  ['PENDING', { state: 'failed', why: 'It is not registered yet (PENDING).', remedy: register }],
  [
    'DISCONNECTED',
    { state: 'failed', why: 'It is not registered any more (DISCONNECTED).', remedy: register },
  ],
  [
    'UNVERIFIED',
    {
      state: 'failed',
      why: 'Nobody has shown yet that it is yours (UNVERIFIED).',
      remedy: 'Verify it by SMS or call in WhatsApp Manager, then register it.',
    },
  ],
  [
    'FLAGGED',
    {
      state: 'warning',
      why: 'Its quality is so low that it may be restricted (FLAGGED).',
      remedy: 'Send codes only to people who ask for them, and limit how often they may.',
    },
  ],
  [
    'RATE_LIMITED',
    {
      state: 'failed',
      why: 'It has reached its messaging limit (RATE_LIMITED).',
      remedy: 'Wait until the limit of 24 hours is over, and raise the messaging limit.',
    },
  ],
  [
    'RESTRICTED',
    {
      state: 'failed',
      why: 'It may not write to people at the moment (RESTRICTED).',
      remedy: appeal,
    },
  ],
  ['BANNED', { state: 'failed', why: 'Meta has banned it (BANNED).', remedy: appeal }],
  [
    'MIGRATED',
    {
      state: 'failed',
      why: 'It has moved to another account (MIGRATED).',
      remedy: 'Use the phone number ID that it has there.',
    },
  ],
  ['DELETED', { state: 'failed', why: 'It was deleted (DELETED).', remedy: 'Use another number.' }],
]);

export const platforms: ReadonlyMap<string, Judgement> = new Map<string, Judgement>([
  ['CLOUD_API', { state: 'passed', why: 'Cloud API.' }],
  [
    'ON_PREMISE',
    {
      state: 'failed',
      why: 'It still belongs to the On-Premises API.',
      remedy: 'Move it to the Cloud API: POST /{phone number ID}/register.',
    },
  ],
  [
    'NOT_APPLICABLE',
    { state: 'failed', why: 'It is registered on no platform.', remedy: register },
  ],
]);

export const modes: ReadonlyMap<string, Judgement> = new Map<string, Judgement>([
  ['LIVE', { state: 'passed', why: 'Live.' }],
  [
    'SANDBOX',
    {
      state: 'warning',
      why: "It is one of Meta's test numbers: it writes to five recipients of a list only.",
      remedy: 'Add a number of your own in WhatsApp Manager before you go live.',
    },
  ],
]);

const newName = 'Enter another one in WhatsApp Manager → Phone numbers → Profile.';

export const names: ReadonlyMap<string, Judgement> = new Map<string, Judgement>([
  ['APPROVED', { state: 'passed', why: 'Approved.' }],
  ['AVAILABLE_WITHOUT_REVIEW', { state: 'passed', why: 'Available without a review.' }],
  [
    'PENDING_REVIEW',
    {
      state: 'warning',
      why: 'It is being reviewed; until then, people see the number.',
      remedy: 'Wait for the review.',
    },
  ],
  ['DECLINED', { state: 'failed', why: 'Meta has declined it.', remedy: newName }],
  ['EXPIRED', { state: 'failed', why: 'Its approval has expired.', remedy: newName }],
  ['NONE', { state: 'warning', why: 'There is none.', remedy: newName }],
  ['NON_EXISTS', { state: 'warning', why: 'There is none.', remedy: newName }],
]);

const fewerComplaints =
  'Limit how often a code can be asked for, and offer WhatsApp only to those who want it.';

export const qualities: ReadonlyMap<string, Judgement> = new Map<string, Judgement>([
  ['GREEN', { state: 'passed', why: 'Green.' }],
  ['UNKNOWN', { state: 'passed', why: 'Not rated yet.' }],
  ['NA', { state: 'passed', why: 'Not rated yet.' }],
  [
    'YELLOW',
    { state: 'warning', why: 'Yellow: people block or report it.', remedy: fewerComplaints },
  ],
  [
    'RED',
    {
      state: 'failed',
      why: 'Red: so many people block or report it that Meta may stop it.',
      remedy: fewerComplaints,
    },
  ],
]);

export const verifications: ReadonlyMap<string, Judgement> = new Map<string, Judgement>([
  ['VERIFIED', { state: 'passed', why: 'Verified.' }],
  ['EXPIRED', { state: 'passed', why: 'Verified once, which is enough.' }],
  [
    'NOT_VERIFIED',
    {
      state: 'warning',
      why: 'Nobody has shown yet that the number is yours.',
      remedy: 'Verify it by SMS or call in WhatsApp Manager.',
    },
  ],
]);

export const throughputs: ReadonlyMap<string, Judgement> = new Map<string, Judgement>([
  ['STANDARD', { state: 'passed', why: '80 messages a second.' }],
  ['HIGH', { state: 'passed', why: '1,000 messages a second.' }],
  ['NOT_APPLICABLE', { state: 'passed', why: 'None is told before the number is registered.' }],
]);
