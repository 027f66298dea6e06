/** The errors of a Logto, in its words. Source: Logto, `@logto/phrases`. */
import { type ZodError } from 'zod';

/** The end of a request that Logto refuses. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 422,
    readonly code: string,
    message: string,
    readonly data?: unknown
  ) {
    super(message);
  }
}

export const notFound = () => new Refusal(404, 'entity.not_found', 'The resource does not exist.');

export const invalidConfig = ({ issues }: ZodError) =>
  new Refusal(400, 'connector.invalid_config', "The connector's config is invalid.", {
    issues,
    name: 'ZodError',
  });

export const headerMissing = () =>
  new Refusal(401, 'auth.authorization_header_missing', 'Authorization header is missing.');

export const unauthorized = () =>
  new Refusal(401, 'auth.unauthorized', 'Unauthorized. Please check credentials and its scope.');

export const forbidden = () =>
  new Refusal(403, 'auth.forbidden', 'Forbidden. Please check your user roles and permissions.');

export const notInstalled = () =>
  new Refusal(
    422,
    'connector.not_found_with_connector_id',
    'Can not find connector with given standard connector id.'
  );
