type GraphErrorFields = {
  status: 400 | 401 | 403 | 404 | 500 | 503;
  type: 'OAuthException' | 'GraphMethodException';
  message: string;
  code: number;
  subcode?: number;
  details?: string;
};

/** An error as the Graph API words it; thrown wherever a call turns out to be wrong. */
export class GraphError extends Error {
  constructor(readonly fields: GraphErrorFields) {
    super(fields.message);
  }

  /** The body of the answer. Source of the shape: Meta, "Error codes". */
  toBody(traceId: string) {
    const { type, message, code, subcode, details } = this.fields;

    return {
      error: {
        message,
        type,
        code,
        ...(subcode !== undefined && { error_subcode: subcode }),
        ...(details !== undefined && { error_data: { messaging_product: 'whatsapp', details } }),
        fbtrace_id: traceId,
      },
    };
  }
}

const oauth = (
  status: GraphErrorFields['status'],
  code: number,
  message: string,
  rest: Pick<GraphErrorFields, 'subcode' | 'details'> = {}
) => new GraphError({ status, type: 'OAuthException', code, message, ...rest });

/** An error of a send: its message starts with its code, its reason is in the details. */
const whatsapp = (
  code: number,
  title: string,
  details: string,
  status: GraphErrorFields['status'] = 400
) => oauth(status, code, `(#${code}) ${title}`, { details });

const method = (message: string, subcode?: number) =>
  new GraphError({
    status: 400,
    type: 'GraphMethodException',
    code: 100,
    message,
    ...(subcode !== undefined && { subcode }),
  });

export const graphErrors = Object.freeze({
  tokenMissing: () => oauth(401, 104, 'An access token is required to request this resource.'),
  tokenUnknown: () => oauth(401, 190, 'Invalid OAuth access token - Cannot parse access token'),
  tokenExpired: () =>
    oauth(
      401,
      190,
      'Error validating access token: Session has expired on Sunday, 01-Nov-26 00:00:00 PST.',
      { subcode: 463 }
    ),
  tokenRevoked: () =>
    oauth(401, 190, 'Error validating access token: The session was invalidated explicitly.', {
      subcode: 467,
    }),
  proofMissing: () => method('API calls from the server require an appsecret_proof argument'),
  proofWrong: () => method('Invalid appsecret_proof provided in the API argument'),
  objectUnknown: (id: string) =>
    method(
      `Unsupported post request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
      33
    ),
  unknown: () => oauth(500, 1, 'An unknown error occurred'),
  pathUnknown: (path: string) => oauth(400, 2500, `Unknown path components: ${path}`),
  bodyUnreadable: () => oauth(400, 100, 'Invalid parameter'),
  parameterMissing: (name: string) => oauth(400, 100, `(#100) The parameter ${name} is required.`),
  valueInvalid: (details: string) => whatsapp(131_009, 'Parameter value is not valid', details),
  typeUnsupported: () =>
    whatsapp(131_051, 'Message type unknown', 'The sandbox takes template messages only'),
  templateMissing: (name: string, language: string) =>
    whatsapp(
      132_001,
      'Template name does not exist in the translation',
      `template name (${name}) does not exist in ${language}`,
      404
    ),
  templatePaused: () => whatsapp(132_015, 'Template is paused', 'The template is paused'),
  templateDisabled: () => whatsapp(132_016, 'Template is disabled', 'The template is disabled'),
  bodyParameterCount: (count: number) =>
    whatsapp(
      132_000,
      'Number of parameters does not match the expected number of params',
      `body: number of localizable_params (${count}) does not match the expected number of params (1)`
    ),
  buttonMissing: () =>
    whatsapp(
      131_008,
      'Required parameter is missing',
      'buttons: Button at index 0 of type Url requires a parameter'
    ),
  codeEmpty: () =>
    whatsapp(
      131_008,
      'Required parameter is missing',
      'Parameter of type text is missing text value'
    ),
  codeTooLong: () =>
    whatsapp(
      132_018,
      'Template parameter validation failed',
      'The code is longer than 15 characters'
    ),
  pairLimit: () =>
    whatsapp(
      131_056,
      '(Business Account, Consumer Account) pair rate limit hit',
      'Too many messages sent from this phone number to the same recipient'
    ),
  throughput: () =>
    oauth(400, 130_429, '(#130429) Rate limit hit', {
      subcode: 2_494_055,
      details: 'Cloud API message throughput has been reached.',
    }),
});
