/** Whether everything that was accepted is in the database. */
import { z } from 'zod';

import { type Queries } from '../../src/relay/database/database.js';

const guard = z.tuple([
  z.object({
    all: z.coerce.number(),
    complete: z.coerce.number(),
    secrets: z.coerce.number(),
    deadlines: z.coerce.number(),
  }),
]);

const statement = `
  select
    count(*) as all,
    count(*) filter (
      where state = 'delivered'
        and (
          select array_agg(entry->>'event' order by entry->>'event')
          from jsonb_array_elements(detail->'timeline') as entry
        ) = array['accepted', 'delivered', 'read', 'sent']
    ) as complete,
    count(token) as secrets,
    (select count(*) from whatsapp_otp_jobs.job where name = 'deadline') as deadlines
  from whatsapp_otp.deliveries
`;

export type Leftovers = {
  all: number;
  /** Delivered, with each status once. */
  complete: number;
  /** Codes that are still kept. */
  secrets: number;
  /** Deadlines that nobody needs any more. */
  deadlines: number;
};

export const readLeftovers = async ({ query }: Queries): Promise<Leftovers> => {
  const [leftovers] = guard.parse(await query(statement, []));

  return leftovers;
};
