import { z } from 'zod';

import { parseJson } from '../json/parse-json.js';

import { type Gateway } from './gateways.js';
import { tolerant } from './tolerant.js';

/** What the body of an error says, whoever wrote it. May hold secrets that the gateway repeats. */
export type ErrorBody = {
  /** Who says so; Meta unless it is named. */
  source?: '360dialog';
  code?: number | undefined;
  subcode?: number | undefined;
  message?: string | undefined;
  details?: string | undefined;
  traceId?: string | undefined;
  isTransient?: boolean | undefined;
};

/** A number, or digits in a string: gateways do not agree. */
const codeGuard = tolerant(
  z.union([z.number().int(), z.string().regex(/^\d+$/).transform(Number)])
);
const textGuard = tolerant(z.string());

/** Gateways also leave a text empty that they do not have. */
const firstText = (...texts: Array<string | undefined>): string | undefined => texts.find(Boolean);

const metaErrorGuard = z.object({
  error: z.object({
    message: textGuard,
    code: codeGuard,
    error_subcode: codeGuard,
    is_transient: tolerant(z.boolean()),
    error_user_msg: textGuard,
    fbtrace_id: textGuard,
    // An object on sends; a plain string on some management calls.
    error_data: tolerant(
      z.union([z.object({ details: textGuard }), z.string().transform((details) => ({ details }))])
    ),
  }),
});

/** The errors of 360dialog itself. */
const gatewayErrorGuard = z.object({
  meta: z.object({
    http_code: codeGuard,
    developer_message: textGuard,
    '360dialog_trace_id': textGuard,
  }),
});

/** The errors of the older WhatsApp API, which 360dialog still passes on. */
const legacyErrorGuard = z.object({
  errors: z
    .tuple([z.object({ code: codeGuard, title: textGuard, details: textGuard })])
    .rest(z.unknown()),
});

const readMetaError = (body: unknown): ErrorBody | undefined => {
  const { data } = metaErrorGuard.safeParse(body);

  return (
    data && {
      code: data.error.code,
      subcode: data.error.error_subcode,
      isTransient: data.error.is_transient,
      message: data.error.message,
      details: firstText(
        data.error.error_user_msg,
        data.error.error_data?.details,
        data.error.message
      ),
      traceId: data.error.fbtrace_id,
    }
  );
};

const readLegacyError = (body: unknown): ErrorBody | undefined => {
  const { data } = legacyErrorGuard.safeParse(body);

  return (
    data && {
      code: data.errors[0].code,
      details: firstText(data.errors[0].details, data.errors[0].title),
    }
  );
};

const readGatewayError = (body: unknown): ErrorBody | undefined => {
  const { data } = gatewayErrorGuard.safeParse(body);

  if (data?.meta.http_code === undefined) {
    return;
  }

  const { http_code: code, developer_message: message = '' } = data.meta;
  const traceId = data.meta['360dialog_trace_id'];
  // `Invalid payload ({"error":…})`: what Meta said, inside what the gateway says.
  const embedded = readMetaError(
    parseJson(message.slice(message.indexOf('{'), message.lastIndexOf('}') + 1))
  );

  return embedded
    ? { ...embedded, traceId: embedded.traceId ?? traceId }
    : { source: '360dialog', code, details: message, traceId };
};

/**
 * Reads the body of an error, in any of the shapes in which gateways write one.
 *
 * @returns `undefined` when it is none of them.
 */
export const readErrorBody = (body: unknown, gateway: Gateway): ErrorBody | undefined =>
  readMetaError(body) ??
  (gateway === '360dialog' ? (readLegacyError(body) ?? readGatewayError(body)) : undefined);
