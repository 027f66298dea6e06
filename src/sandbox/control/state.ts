import { behaviours, magicNumber } from '../behaviours.js';
import { connectorConfigFor, formFieldsFor } from '../connector-config.js';
import { type World } from '../world.js';

/**
 * What the page shows of the sandbox itself.
 *
 * @param url Where the page is.
 */
export const describeState = (
  { account, graphVersion, templates, webhooks }: World,
  url: string,
  connectorConfig = connectorConfigFor(account, templates.all, url)
) => ({
  url,
  connectorConfig,
  formFields: formFieldsFor(connectorConfig),
  businessName: account.phoneNumbers[0]?.verifiedName ?? account.name,
  businessNumber: account.phoneNumbers[0]?.displayPhoneNumber ?? '',
  graphVersion,
  webhook: webhooks.state,
  behaviours: behaviours.map((behaviour) => ({
    name: behaviour.name,
    title: behaviour.title,
    explanation: behaviour.explanation,
    number: magicNumber(behaviour),
  })),
});
