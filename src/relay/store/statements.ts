/** The SQL of deliveries. Rows are written as one JSON text, however many they are. */

/** Marks a text as SQL. Nothing is ever put into it. */
export const sql = String.raw;

// In one order, so that two relays hardly ever wait for each other.
export const selectForUpdate = sql`
  select id, state, number_hash, token is not null as has_token, detail
  from whatsapp_otp.deliveries
  where id = any($1::uuid[])
  order by id
  for update
`;

export const updateDeliveries = sql`
  update whatsapp_otp.deliveries as known
  set state = new.state,
    number_hash = new.number_hash,
    sms_started_at = to_timestamp(new.sms_started_at),
    token = case when new.keeps_token then known.token else new.token end,
    detail = new.detail
  from jsonb_to_recordset($1::jsonb) as new (
    id uuid, state text, number_hash uuid, sms_started_at double precision,
    token text, keeps_token boolean, detail jsonb
  )
  where known.id = new.id
`;

/** Gives the ids of the rows that were made; the others exist by now. */
export const insertDeliveries = sql`
  insert into whatsapp_otp.deliveries
    (id, state, created_at, number_hash, sms_started_at, token, detail)
  select
    id, state, to_timestamp(created_at), number_hash, to_timestamp(sms_started_at), token, detail
  from jsonb_to_recordset($1::jsonb) as new (
    id uuid, state text, created_at double precision, number_hash uuid,
    sms_started_at double precision, token text, detail jsonb
  )
  order by id
  on conflict (id) do nothing
  returning id
`;

/**
 * SMS of the last hour, without those of the delivery itself, which may be another try of the same.
 * What is only recorded does not count for what is sent, nor the other way round.
 */
export const countSms = sql`
  select
    (
      select count(*) from whatsapp_otp.deliveries
      where number_hash = $2 and sms_started_at > now() - interval '1 hour' and id <> $1
        and (state = 'recorded') = $3::boolean
    ) as own,
    (
      select count(*) from whatsapp_otp.deliveries
      where sms_started_at > now() - interval '1 hour' and id <> $1
        and (state = 'recorded') = $3::boolean
    ) as all
`;

/** Deliveries with their tokens, for whoever needs them. */
export const selectTokens = sql`
  select id, state, number_hash, token, detail
  from whatsapp_otp.deliveries
  where id = any($1::uuid[])
`;

/** SMS that a claim has taken and nobody has handed over. */
export const selectClaimed = sql`
  select id, state, number_hash, token, detail
  from whatsapp_otp.deliveries
  where state = 'sms-started'
    and sms_started_at > now() - interval '1 minute'
    and detail->>'claim' = $1
`;

/** SMS that nobody is handing over any more: a provider has eight seconds. */
export const selectAbandoned = sql`
  select id from whatsapp_otp.deliveries
  where state = 'sms-started' and sms_started_at < now() - interval '1 minute'
  limit 200
`;

/** Deliveries that are still open though their code is not valid any more. */
export const selectStranded = sql`
  select id from whatsapp_otp.deliveries
  where state in ('waiting', 'sms-due') and created_at < now() - interval '20 minutes'
    and to_timestamp((detail->'registration'->>'expiresAt')::double precision / 1000) < now()
  limit $1::int
`;

export const deleteOld = sql`
  delete from whatsapp_otp.deliveries
  where id in (
    select id from whatsapp_otp.deliveries
    where created_at < now() - make_interval(hours => $1::int)
    order by created_at
    limit $2::int
    for update skip locked
  )
  returning id
`;

/** Statuses of messages that the connector has not sent: another program uses the same number. */
export const deleteUnregistered = sql`
  delete from whatsapp_otp.deliveries
  where id in (
    select id from whatsapp_otp.deliveries
    where state = 'unregistered' and created_at < now() - interval '1 hour'
    order by created_at
    limit $1::int
    for update skip locked
  )
  returning id
`;

/** A page of deliveries, behind one, by state; an empty text asks for all. */
export const selectList = sql`
  select id, state, detail
  from whatsapp_otp.deliveries
  where ($1::text = '' or state = $1::text)
    and (created_at, id) < (to_timestamp($2::double precision), $3::uuid)
  order by created_at desc, id desc
  limit $4::int
`;

/** By the names that it can have; where it is registered, it is. */
export const selectOne = sql`
  select id, state, detail from whatsapp_otp.deliveries
  where id = any($1::uuid[])
  order by state = 'unregistered'
  limit 1
`;

/** Of the deliveries since a time. */
export const selectTimes = sql`
  select
    percentile_cont(0.5) within group (order by seconds) as median,
    percentile_cont(0.95) within group (order by seconds) as p95
  from (
    select
      ((detail->>'deliveredAt')::double precision
        - (detail->'registration'->>'acceptedAt')::double precision) / 1000 as seconds
    from whatsapp_otp.deliveries
    where created_at >= to_timestamp($1::double precision)
  ) as delivered
`;

/** Deliveries since a time that are alike, counted; periods are numbered from the oldest. */
export const selectCounts = sql`
  select
    floor((extract(epoch from created_at) - $1::double precision) / $2::double precision) as period,
    state,
    detail->>'trigger' as trigger,
    detail->'failure'->>'code' as code,
    (state <> 'delivered' and state <> 'unregistered' and detail ? 'deliveredAt') as late,
    jsonb_path_exists(
      detail,
      '$.timeline[*].event ? (@ == "sent" || @ == "delivered" || @ == "read" || @ == "failed")'
    ) as has_status,
    count(*) as count
  from whatsapp_otp.deliveries
  where created_at >= to_timestamp($1::double precision)
  group by 1, 2, 3, 4, 5, 6
`;
