/** What is asked of others than Meta and the relay. */
import { type ProviderIssue, checkProviderConfig } from '../fallback/provider.js';
import { type Providers } from '../fallback/providers.js';
import { type Tenant, type TenantLanguages } from '../logto/tenant.js';
import { type HealthEntity, readGatewayHealth } from '../meta/diagnostics/health.js';
import { CommandProblem } from '../problem/command-problem.js';
import { type Setup } from '../setup/setup.js';

import { Absence } from './settle.js';

/** @throws {SendFailure | Absence} */
export const lookAtGateway = async (
  { gateway, baseUrl, accessToken: token, censor }: Setup,
  timeout: number
): Promise<readonly HealthEntity[]> => {
  if (gateway !== '360dialog') {
    throw new Absence('Messages go to Meta itself.');
  }

  if (token === undefined) {
    throw new Absence('The config has no API key that can be used.');
  }

  return readGatewayHealth({ baseUrl, token, censor, timeout });
};

/** @throws {Absence} */
export const lookAtLanguages = async (
  tenant: Pick<Tenant, 'languages'> | undefined
): Promise<TenantLanguages> => {
  if (!tenant) {
    throw new Absence('Give --logto to have them compared with the templates.');
  }

  try {
    return await tenant.languages();
  } catch (error: unknown) {
    throw error instanceof CommandProblem ? new Absence(error.message, true) : error;
  }
};

/** @throws {Absence} */
export const lookAtFallback = async (
  { fallback }: Setup,
  providers: Pick<Providers, 'load'>
): Promise<readonly ProviderIssue[]> => {
  if (!fallback) {
    throw new Absence('None is configured.');
  }

  const { connector, config } = fallback;
  const provider = await providers.load(connector);

  if (!provider) {
    throw new Absence(
      `No SMS connector ${connector} is installed here, so that its config was not checked.`,
      true
    );
  }

  return checkProviderConfig(provider, config);
};
