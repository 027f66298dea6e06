/** Deliveries that wait, made by SQL in the shape in which a relay has left one. */
import pg from 'pg';

/** Copies the only delivery that there is; each gets its own time, and some get ids that are asked for. */
const fillDeliveries = `
  insert into whatsapp_otp.deliveries (id, state, created_at, number_hash, token, detail)
  select
    case
      when number % $2::int = 0 and number / $2::int < cardinality($3::uuid[])
        then ($3::uuid[])[number / $2::int + 1]
      else gen_random_uuid()
    end,
    state,
    created_at,
    gen_random_uuid(),
    token,
    detail
  from whatsapp_otp.deliveries, generate_series(0, $1::int - 1) as number
`;

/** The same for its job; all come due when the code of none is valid any more, which is never here. */
const fillJobs = `
  insert into whatsapp_otp_jobs.job
    (id, name, data, start_after, expire_in, keep_until, retry_limit, policy)
  select
    deliveries.id,
    job.name,
    jsonb_build_object('deliveryId', deliveries.id),
    job.start_after + random() * interval '5 minutes',
    job.expire_in,
    job.keep_until,
    job.retry_limit,
    job.policy
  from whatsapp_otp_jobs.job, whatsapp_otp.deliveries
  where job.name = 'deadline' and deliveries.id <> job.id
`;

/**
 * @param url Of the database, in which there is one delivery.
 * @param ids Of those whose statuses will come, spread over all.
 */
export const fillDatabase = async (
  url: string,
  count: number,
  ids: readonly string[]
): Promise<void> => {
  // One of its own, which waits for as long as it takes.
  const client = new pg.Client({ connectionString: url });
  await client.connect();

  try {
    await client.query(fillDeliveries, [count, Math.max(1, Math.floor(count / ids.length)), ids]);
    await client.query(fillJobs);
    // As autovacuum does soon after.
    await client.query('vacuum analyze whatsapp_otp.deliveries');
    await client.query('vacuum analyze whatsapp_otp_jobs.job');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
};
