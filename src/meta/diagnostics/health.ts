/** Whether Meta lets messages out, and if not, why. Source: Meta, "Messaging health status". */
import { z } from 'zod';

import { parseJson } from '../../json/parse-json.js';
import { readAnswer } from '../answer.js';
import { SendFailure } from '../failure.js';
import { type GraphAccess } from '../graph-call.js';
import { graphRequest } from '../graph-request.js';
import { tolerant } from '../tolerant.js';

const problemGuard = z.object({
  error_code: tolerant(z.number()),
  error_description: tolerant(z.string()),
  possible_solution: tolerant(z.string()),
});

const entityGuard = z.object({
  entity_type: z.string(),
  id: tolerant(z.coerce.string()),
  can_send_message: tolerant(z.string()),
  errors: tolerant(z.array(problemGuard)),
  additional_info: tolerant(z.array(z.string())),
});

export const healthGuard = z.object({ entities: z.array(entityGuard) }).transform(({ entities }) =>
  entities.map(
    ({ entity_type: type, id, can_send_message: verdict, errors = [], additional_info = [] }) => ({
      type,
      id,
      verdict: verdict ?? 'UNKNOWN',
      problems: errors.map((problem) => ({
        code: problem.error_code,
        description: problem.error_description,
        solution: problem.possible_solution,
      })),
      remarks: additional_info,
    })
  )
);

/** What a message depends on, such as `PHONE_NUMBER` or `WABA`. */
export type HealthEntity = z.infer<typeof healthGuard>[number];

/** The account that a thing belongs to, when its health names it. */
export const accountIn = (health: readonly HealthEntity[] | undefined): string | undefined =>
  health?.find(({ type }) => type === 'WABA')?.id;

const gatewayGuard = z.object({ health_status: healthGuard });

/** The key of 360dialog stands in the place of the token. */
export type GatewayAccess = Pick<GraphAccess, 'baseUrl' | 'token' | 'censor' | 'timeout'>;

/**
 * The health of the number that a key of 360dialog stands for. Source: 360dialog, "Health status".
 *
 * @throws {SendFailure}
 */
export const readGatewayHealth = async ({
  baseUrl,
  token,
  censor,
  timeout,
}: GatewayAccess): Promise<readonly HealthEntity[]> => {
  const url = new URL(`${baseUrl}/health_status`);
  const { host } = url;
  const answer = await graphRequest({
    method: 'GET',
    url,
    headers: { 'd360-api-key': token },
    ...(timeout !== undefined && { timeout }),
  });
  const { data } = gatewayGuard.safeParse(parseJson(answer.body));

  if (answer.status === 200 && data) {
    return data.health_status;
  }

  const refusal = readAnswer(answer, { host, gateway: '360dialog', censor });

  throw new SendFailure(
    'kind' in refusal ? refusal : { kind: 'unreadable', host, status: answer.status }
  );
};
