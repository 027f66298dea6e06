/** What the requests ask Meta for: a version of its API, and the languages of two messages. */
import { configWith, plainSend } from '../sends.js';
import { type ReceivedSend, accept } from '../server.js';
import { perform } from '../stage.js';

import { type Comparison, both, expectSent, mapPair } from './comparison.js';

const { data } = plainSend;

/** With two languages to choose from, and with none. */
const sends = [
  {
    config: configWith(['en_US', 'es']),
    data: { ...data, payload: { ...data.payload, locale: 'es-MX' } },
  },
  { config: configWith([undefined]), data },
];

const languageOf = ({ language }: ReceivedSend): string =>
  typeof language.code === 'string' ? language.code : `none: ${JSON.stringify(language)}`;

export const compareRequests: Comparison = async (connectors, certificate) => {
  const requested = await both(connectors, async (connector) => {
    const { reports, received } = await perform(
      connector,
      { sends },
      { certificate, respond: accept }
    );
    const [localised, omitted] = received;
    expectSent(connector, reports);

    if (!localised || !omitted || received.length > sends.length) {
      throw new Error(`${connector.name} sent ${received.length} requests for two codes.`);
    }

    return {
      version: localised.path.split('/')[1] ?? '',
      localised: languageOf(localised),
      omitted: languageOf(omitted),
    };
  });

  return [
    { label: 'Graph API version called', ...mapPair(requested, ({ version }) => version) },
    {
      label: 'Language for es-MX (en_US, es)',
      ...mapPair(requested, ({ localised }) => localised),
    },
    {
      label: 'Language when config omits it',
      ...mapPair(requested, ({ omitted }) => omitted),
    },
  ];
};
