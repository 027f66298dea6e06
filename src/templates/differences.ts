/** In what a template differs from what is wanted. */
import { type AccountTemplate, type UnreadProperty } from '../meta/templates/account-template.js';
import { type TemplateContent } from '../meta/templates/write-templates.js';

export type Difference = {
  property: 'TTL' | 'security line' | 'expiry' | 'button' | 'button text';
  /** For people. */
  from: string;
  to: string;
};

const nameTtl = (seconds: number): string => (seconds === -1 ? '30 days' : `${seconds} s`);

const nameMinutes = (minutes: number | undefined): string =>
  minutes === undefined ? 'none' : `${minutes} min`;

const yesNo = (isThere: boolean): string => (isThere ? 'yes' : 'no');

/** A button that fills the code in does all that one to copy it does. */
const compareButton = ({ otp }: AccountTemplate, { label }: TemplateContent): Difference[] => {
  if (!otp) {
    return [{ property: 'button', from: 'none', to: 'copy code' }];
  }

  return label !== undefined && otp.type === 'COPY_CODE' && otp.label !== label
    ? [{ property: 'button text', from: otp.label ?? 'unknown', to: label }]
    : [];
};

/** What Meta did not tell counts as equal. */
export const differencesOf = (template: AccountTemplate, wish: TemplateContent): Difference[] => {
  const isUnread = (property: UnreadProperty) => template.unread.includes(property);
  const { ttlSeconds, security, expirationMinutes } = template;

  return [
    ...(ttlSeconds !== undefined && ttlSeconds !== wish.ttlSeconds
      ? [
          {
            property: 'TTL',
            from: nameTtl(ttlSeconds),
            to: nameTtl(wish.ttlSeconds),
          } as const,
        ]
      : []),
    ...(!isUnread('security') && security !== wish.security
      ? [{ property: 'security line', from: yesNo(security), to: yesNo(wish.security) } as const]
      : []),
    ...(!isUnread('expiration') && expirationMinutes !== wish.expirationMinutes
      ? [
          {
            property: 'expiry',
            from: nameMinutes(expirationMinutes),
            to: nameMinutes(wish.expirationMinutes),
          } as const,
        ]
      : []),
    ...(isUnread('button') ? [] : compareButton(template, wish)),
  ];
};

const unreadNames: Readonly<Record<UnreadProperty, string>> = Object.freeze({
  security: 'security line',
  expiration: 'expiry',
  button: 'button',
  ttl: 'TTL',
});

/** What cannot be compared, and is left as it is. */
export const incomparable = (
  { unread, otp }: AccountTemplate,
  { label }: TemplateContent
): string[] => [
  ...unread.map((property) => unreadNames[property]),
  ...(otp && otp.type !== 'COPY_CODE'
    ? ['apps of its button', ...(label === undefined ? [] : ['button text'])]
    : []),
];
