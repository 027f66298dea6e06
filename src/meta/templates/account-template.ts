/**
 * A template of an account, read by what it means: Meta returns something else than what it was sent.
 * Source: Meta, "Template management", "Zero-tap authentication templates".
 */
import { z } from 'zod';

import { tolerant } from '../tolerant.js';

/** What Meta's answer did not say, so that nothing can be compared with it. */
export type UnreadProperty = 'security' | 'expiration' | 'button' | 'ttl';

export type AccountTemplate = {
  id: string;
  name: string;
  /** Meta's code, such as `pt_BR`. */
  language: string;
  /** `APPROVED` can be sent; there may be values that Meta's pages do not list. */
  status: string;
  /** `AUTHENTICATION` for one-time codes. */
  category: string;
  /** Seconds after which an undelivered message is dropped; -1 for 30 days. */
  ttlSeconds?: number | undefined;
  /** Only where Meta gives one: never `NONE`. */
  rejectedReason?: string | undefined;
  /** `GREEN`, `YELLOW`, `RED` or `UNKNOWN`. */
  quality?: string | undefined;
  /** The button that hands the code over: `COPY_CODE`, `ONE_TAP` or `ZERO_TAP`, and its label. */
  otp?: { type: string; label?: string | undefined } | undefined;
  /** Whether the text ends with a warning not to share the code. */
  security: boolean;
  /** In the footer; absent without one. */
  expirationMinutes?: number | undefined;
  unread: readonly UnreadProperty[];
};

const textGuard = tolerant(z.string().min(1));
const numberGuard = tolerant(
  z.union([
    z.number().int(),
    z
      .string()
      .regex(/^-?\d+$/)
      .transform(Number),
  ])
);

const buttonGuard = z.object({
  type: z.string(),
  text: textGuard,
  url: textGuard,
  otp_type: textGuard,
});

const componentGuard = z.object({
  type: z.string().transform((type) => type.toUpperCase()),
  text: textGuard,
  add_security_recommendation: tolerant(z.boolean()),
  code_expiration_minutes: tolerant(z.number().int()),
  buttons: tolerant(z.array(tolerant(buttonGuard))),
});

type Component = z.infer<typeof componentGuard>;

type Button = z.infer<typeof buttonGuard>;

const nodeGuard = z.object({
  id: z.coerce.string().min(1),
  name: z.string().min(1),
  // Some of Meta's samples have a hyphen.
  language: z.string().transform((code) => code.replaceAll('-', '_')),
  status: tolerant(z.string().transform((status) => status.toUpperCase())),
  category: tolerant(z.string().transform((category) => category.toUpperCase())),
  message_send_ttl_seconds: numberGuard,
  rejected_reason: textGuard,
  quality_score: tolerant(z.object({ score: textGuard })),
  components: tolerant(z.array(tolerant(componentGuard))),
});

const isDefined = <Value>(value: Value | undefined): value is Value => value !== undefined;

const queryOf = (url: string | undefined): URLSearchParams =>
  url !== undefined && URL.canParse(url) ? new URL(url).searchParams : new URLSearchParams();

/** The button comes back as an address whose query tells what it does. */
const otpTypeOf = ({ otp_type: type, url }: Button): string | undefined =>
  (type ?? queryOf(url).get('otp_type') ?? undefined)?.toUpperCase();

const readOtp = (buttons: readonly Button[]): AccountTemplate['otp'] => {
  for (const button of buttons) {
    const type = otpTypeOf(button);

    if (type !== undefined) {
      return { type, label: button.text };
    }
  }
};

const minutesIn = (text: string | undefined): number | undefined => {
  const digits = text && /\p{Nd}+/u.exec(text)?.[0];
  const minutes = Number(digits);

  return digits && Number.isInteger(minutes) ? minutes : undefined;
};

const readMinutes = (
  footer: Component | undefined,
  buttons: readonly Button[]
): number | undefined => {
  const inAddress = buttons
    .map(({ url }) => Number(queryOf(url).get('code_expiration_minutes')))
    .find((minutes) => minutes > 0);

  return footer?.code_expiration_minutes ?? inAddress ?? minutesIn(footer?.text);
};

/** More than one sentence; older answers say it by the text alone. */
const hasSecondSentence = (text: string | undefined): boolean =>
  (text ?? '').split(/[!.?。।۔؟]+\s*/u).filter(Boolean).length > 1;

const readContent = (components: readonly Component[] | undefined) => {
  if (!components) {
    return {
      security: false,
      unread: ['security', 'expiration', 'button'] satisfies UnreadProperty[],
    };
  }

  const partOf = (type: string) => components.find((component) => component.type === type);
  const body = partOf('BODY');
  const footer = partOf('FOOTER');
  const buttons = (partOf('BUTTONS')?.buttons ?? []).filter((button): button is Button =>
    isDefined(button)
  );
  const security = body?.add_security_recommendation;
  const expirationMinutes = readMinutes(footer, buttons);

  return {
    security: security ?? hasSecondSentence(body?.text),
    expirationMinutes,
    otp: readOtp(buttons),
    unread: [
      ...(security === undefined ? (['security'] as const) : []),
      ...(footer && expirationMinutes === undefined ? (['expiration'] as const) : []),
    ],
  };
};

/**
 * @param node An entry of the list of templates.
 * @returns `undefined` when it is none.
 */
export const readAccountTemplate = (node: unknown): AccountTemplate | undefined => {
  const { data } = nodeGuard.safeParse(node);

  if (!data) {
    return;
  }

  const { id, name, language, rejected_reason: reason, message_send_ttl_seconds: ttl } = data;
  const { unread, ...content } = readContent(
    data.components?.filter((component): component is Component => isDefined(component))
  );

  return {
    id,
    name,
    language,
    status: data.status ?? 'UNKNOWN',
    category: data.category ?? 'UNKNOWN',
    ttlSeconds: ttl,
    rejectedReason: reason === 'NONE' ? undefined : reason,
    quality: data.quality_score?.score,
    ...content,
    unread: [...unread, ...(ttl === undefined ? (['ttl'] as const) : [])],
  };
};
