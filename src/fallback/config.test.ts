import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { providersBeside } from '../../test/support/connectors-folder.js';
import { textLike, textWith } from '../../test/support/matchers.js';
import { connectorName, providerWith } from '../../test/support/sms-provider.js';

import { type FallbackConfig, createFallbackGuard } from './config.js';

const good = { connector: connectorName, config: { account: 'AC0001', authToken: 'secret' } };

const read = async (raw: unknown) => {
  const providers = await providersBeside({
    [connectorName]: { default: async () => providerWith() },
    'connector-other': { default: async () => providerWith() },
  });

  // As a field of the config, where its key path begins.
  return z.object({ fallback: createFallbackGuard(providers) }).safeParse({ fallback: raw });
};

const fallbackOf = async (raw: unknown): Promise<FallbackConfig | undefined> => {
  const { data, error } = await read(raw);
  expect(error).toBeUndefined();

  return data?.fallback;
};

/** Each issue by its key path; Console shows the message of `custom` ones only. */
const issuesOf = async (raw: unknown): Promise<Record<string, string>> => {
  const { error } = await read(raw);
  expect(error?.issues.filter(({ code }) => code !== 'custom')).toEqual([]);

  return Object.fromEntries(
    (error?.issues ?? []).map(({ path, message }) => [path.join('.'), message])
  );
};

describe('a fallback', () => {
  it.each([[undefined], [null], [''], ['  '], [{}], [[]]])(
    'is none when the field is blank: %j',
    async (blank) => {
      expect(await fallbackOf(blank)).toBeUndefined();
    }
  );

  it('has limits that nobody has to set', async () => {
    expect(await fallbackOf(good)).toEqual({
      ...good,
      allowedCountries: undefined,
      maxPerNumberPerHour: 3,
      maxPerHour: 500,
      mode: 'send',
      whenNotDeliveredWithinSeconds: 25,
    });
  });

  it('is read as it is written', async () => {
    expect(
      await fallbackOf({
        ...good,
        connector: ` ${connectorName}\n`,
        allowedCountries: ['br', 'MX'],
        maxPerNumberPerHour: 1,
        maxPerHour: 20,
        mode: 'record',
        whenNotDeliveredWithinSeconds: 40,
      })
    ).toEqual({
      ...good,
      allowedCountries: ['BR', 'MX'],
      maxPerNumberPerHour: 1,
      maxPerHour: 20,
      mode: 'record',
      whenNotDeliveredWithinSeconds: 40,
    });
  });

  it('may have blanks for what can be left out', async () => {
    expect(
      await fallbackOf({
        ...good,
        allowedCountries: [],
        maxPerNumberPerHour: null,
        maxPerHour: '',
        mode: '',
        whenNotDeliveredWithinSeconds: '',
      })
    ).toMatchObject({
      allowedCountries: undefined,
      maxPerNumberPerHour: 3,
      maxPerHour: 500,
      whenNotDeliveredWithinSeconds: 25,
    });
  });

  it.each(['yes', 7, true, [good], JSON.stringify(good)])('is no %j', async (raw) => {
    expect(await issuesOf(raw)).toEqual({
      fallback: textLike(/^This has to be a JSON object\. Write it like { "conn/),
    });
  });

  it('has nothing else in it', async () => {
    expect(await issuesOf({ ...good, maxPerDay: 5, countries: 'BR' })).toEqual({
      'fallback.maxPerDay':
        'There is no such setting. There are connector, config, allowedCountries, mode, maxPerNumberPerHour, maxPerHour, whenNotDeliveredWithinSeconds.',
      'fallback.countries': textWith('no such setting'),
    });
  });

  it('is told of every problem at once', async () => {
    expect(
      Object.keys(
        await issuesOf({
          connector: connectorName,
          config: { account: 7 },
          allowedCountries: 'Brazil',
          maxPerNumberPerHour: 0,
          maxPerHour: -1,
          mode: 'dry',
          whenNotDeliveredWithinSeconds: 0,
          extra: 1,
        })
      )
    ).toEqual([
      'fallback.extra',
      'fallback.config.account',
      'fallback.config.authToken',
      'fallback.allowedCountries',
      'fallback.maxPerNumberPerHour',
      'fallback.maxPerHour',
      'fallback.mode',
      'fallback.whenNotDeliveredWithinSeconds',
    ]);
  });
});

describe('its connector', () => {
  it.each([undefined, null, '', '  ', 7, ['connector-other']])('is missed in %j', async (raw) => {
    expect(await issuesOf({ ...good, connector: raw })).toEqual({
      'fallback.connector': textLike(/^Name the SMS connector\./),
    });
  });

  it.each([
    './connector-other',
    '../connector-other/lib/index.js',
    '/opt/logto/connector-other',
    'file:///opt/connector-other',
    'https://example.com/connector-other.js',
    'data:text/javascript,connector-other',
    'twilio',
  ])('is neither a path nor an address: %s', async (connector) => {
    expect(await issuesOf({ ...good, connector })).toEqual({
      'fallback.connector':
        'This has to be the package name of an SMS connector, such as @logto/connector-twilio-sms: neither a path nor an address.',
    });
  });

  it('has to be installed; the message says how, and what is there', async () => {
    expect(await issuesOf({ ...good, connector: 'connector-missing' })).toEqual({
      'fallback.connector':
        'This connector is not installed. Install it with "npx @logto/cli connector add connector-missing" and restart Logto, or use one of @logto/connector-example-sms, connector-other.',
    });
  });

  it('has to be installed where there is no other', async () => {
    const { error } = createFallbackGuard(await providersBeside({})).safeParse(good);

    expect(error?.issues[0]?.message).toMatch(/and restart Logto\.$/);
  });
});

describe('the config of its connector', () => {
  it("is judged by the connector's own guard", async () => {
    expect(await issuesOf({ connector: connectorName, config: { account: 7 } })).toEqual({
      'fallback.config.account': 'Expected string, received number',
      'fallback.config.authToken': 'Required',
    });
  });

  it.each([undefined, null, '', {}])('is judged as empty when it is %j', async (config) => {
    expect(await issuesOf({ connector: connectorName, config })).toEqual({
      'fallback.config.account': 'Required',
      'fallback.config.authToken': 'Required',
    });
  });

  it.each(['{"account":"AC"}', 7, [good.config]])('has to be an object: %j', async (config) => {
    expect(await issuesOf({ connector: connectorName, config })).toEqual({
      'fallback.config':
        'This has to be a JSON object, with what the SMS connector has in its own form.',
    });
  });
});

describe('its countries', () => {
  it.each([
    [['BR'], ['BR']],
    ['BR, mx', ['BR', 'MX']],
    ['BR MX;IN', ['BR', 'MX', 'IN']],
  ])('can be %j', async (allowedCountries, expected) => {
    expect(await fallbackOf({ ...good, allowedCountries })).toMatchObject({
      allowedCountries: expected,
    });
  });

  it.each([
    ['UK', 'UK: no such country.'],
    [['BR', 'XX'], 'XX: no such country.'],
    [[7], 'Write two-letter ISO 3166 codes'],
    [',', 'Write two-letter ISO 3166 codes'],
    [7, 'Write a list of two-letter ISO 3166 codes'],
    [{ BR: true }, 'Write a list of two-letter ISO 3166 codes'],
  ])('cannot be %j', async (allowedCountries, message) => {
    expect(await issuesOf({ ...good, allowedCountries })).toEqual({
      'fallback.allowedCountries': textWith(message),
    });
  });
});

describe('its limits', () => {
  it.each([0, -1, 1.5, '3', Number.NaN, Number.POSITIVE_INFINITY, true, [3], { a: 1 }])(
    'cannot be %j',
    async (limit) => {
      expect(await issuesOf({ ...good, maxPerNumberPerHour: limit, maxPerHour: limit })).toEqual({
        'fallback.maxPerNumberPerHour':
          'This has to be a whole number from 1; without it, it is 3.',
        'fallback.maxPerHour': 'This has to be a whole number from 1; without it, it is 500.',
      });
    }
  );
});

describe('its deadline for deliveries', () => {
  it.each([5, 25, 540])('can be %j', async (whenNotDeliveredWithinSeconds) => {
    expect(await fallbackOf({ ...good, whenNotDeliveredWithinSeconds })).toMatchObject({
      whenNotDeliveredWithinSeconds,
    });
  });

  it.each([4, 541, 25.5, '25', Number.NaN, Number.POSITIVE_INFINITY, -25, true])(
    'cannot be %j',
    async (whenNotDeliveredWithinSeconds) => {
      expect(await issuesOf({ ...good, whenNotDeliveredWithinSeconds })).toEqual({
        'fallback.whenNotDeliveredWithinSeconds':
          'This has to be a whole number from 5 to 540; without it, it is 25.',
      });
    }
  );
});

describe('its mode', () => {
  it.each(['Send', 'off', true, 1])('cannot be %j', async (mode) => {
    expect(await issuesOf({ ...good, mode })).toEqual({
      'fallback.mode': 'This has to be "send" or "record".',
    });
  });
});
