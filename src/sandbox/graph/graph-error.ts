import { createRandomHex } from '../random-hex.js';
import { type SandboxRules } from '../rules.js';

type GraphErrorFields = {
  status: 400 | 401 | 403 | 404 | 405 | 413 | 429 | 500 | 503;
  type: 'OAuthException' | 'GraphMethodException';
  message: string;
  code: number;
  subcode?: number;
  /** The reason of a failed send. */
  details?: string;
  /** The fields of the request that are wrong, on management calls. */
  blamedFields?: string[];
  /** Whether the same call may succeed later; said on management calls only. */
  isTransient?: boolean;
  /** What Meta's own pages would show to a person. */
  userTitle?: string;
  userMessage?: string;
  /** Seconds; sent only where the rules say so. */
  retryAfter?: number;
};

/**
 * The shapes of `error_data`: with the product on sends, with the fields on management calls.
 * Source: Meta, "Error codes".
 */
const errorData = ({ details, blamedFields }: GraphErrorFields) => {
  if (details !== undefined) {
    return { error_data: { messaging_product: 'whatsapp', details } };
  }

  return blamedFields && { error_data: { blame_field_specs: [blamedFields] } };
};

/** What Meta's support asks for. */
export const createTraceId = (): string =>
  `A${Buffer.from(createRandomHex(), 'hex').toString('base64url')}`;

/** An error as the Graph API words it; thrown wherever a call turns out to be wrong. */
export class GraphError extends Error {
  readonly traceId = createTraceId();

  constructor(readonly fields: GraphErrorFields) {
    super(fields.message);
  }

  /** The body of the answer. Source of the shape: Meta, "Error codes". */
  toBody({ subcodesOnSends }: Pick<SandboxRules, 'subcodesOnSends'>) {
    const { type, message, code, subcode, details, isTransient, userTitle, userMessage } =
      this.fields;
    const hasSubcode = subcode !== undefined && (details === undefined || subcodesOnSends);

    return {
      error: {
        message,
        type,
        code,
        ...(hasSubcode && { error_subcode: subcode }),
        ...errorData(this.fields),
        ...(isTransient !== undefined && { is_transient: isTransient }),
        ...(userTitle !== undefined && { error_user_title: userTitle }),
        ...(userMessage !== undefined && { error_user_msg: userMessage }),
        fbtrace_id: this.traceId,
      },
    };
  }
}

type Rest = Omit<GraphErrorFields, 'status' | 'type' | 'message' | 'code'>;

export const oauthError = (
  status: GraphErrorFields['status'],
  code: number,
  message: string,
  rest: Rest = {}
) => new GraphError({ status, type: 'OAuthException', code, message, ...rest });

/** An error of a send: its message starts with its code, its reason is in the details. */
export const sendError = (
  code: number,
  title: string,
  details: string,
  { status = 400, ...rest }: Rest & Partial<Pick<GraphErrorFields, 'status'>> = {}
) => oauthError(status, code, `(#${code}) ${title}`, { details, ...rest });

export const methodError = (message: string, subcode?: number) =>
  new GraphError({
    status: 400,
    type: 'GraphMethodException',
    code: 100,
    message,
    ...(subcode !== undefined && { subcode }),
  });
