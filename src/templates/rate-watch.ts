/** How long Meta wants to be left alone. Source: Meta, "Graph API: rate limiting". */
import { z } from 'zod';

import { parseJson } from '../json/parse-json.js';
import { type GraphAccess } from '../meta/graph-call.js';
import { tolerant } from '../meta/tolerant.js';

const usageGuard = z.record(
  z.array(z.object({ estimated_time_to_regain_access: tolerant(z.number().nonnegative()) }))
);

/** Listens to the headers of every answer. */
export class RateWatch {
  #minutes = 0;

  /** In minutes, as the last answer said; `undefined` when it said nothing. */
  get minutesToRegain(): number | undefined {
    return this.#minutes > 0 ? this.#minutes : undefined;
  }

  over(access: GraphAccess): GraphAccess {
    return {
      ...access,
      onAnswer: (headers) => {
        access.onAnswer?.(headers);
        this.#read(headers['x-business-use-case-usage']);
      },
    };
  }

  #read(header: string | string[] | undefined) {
    const { data } = usageGuard.safeParse(
      typeof header === 'string' ? parseJson(header) : undefined
    );
    const minutes = Object.values(data ?? {})
      .flat()
      .map((usage) => usage.estimated_time_to_regain_access ?? 0);

    this.#minutes = Math.max(0, ...minutes);
  }
}
