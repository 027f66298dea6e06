/** A sandbox's account as the commands about templates see it. */
import { z } from 'zod';

import { createCensor } from '../../src/meta/censor.js';
import { type GraphAccess } from '../../src/meta/graph-call.js';
import { type TemplateContent } from '../../src/meta/templates/write-templates.js';

import { validToken } from './config.js';

export const accountId = '200000000000001';

export const accessTo = (baseUrl: string, token = validToken): GraphAccess => ({
  baseUrl,
  apiVersion: 'v25.0',
  token,
  censor: createCensor([token]),
});

/** What the sandbox's preset templates are like. */
export const usualWish: TemplateContent = {
  ttlSeconds: 600,
  security: true,
  expirationMinutes: 10,
};

const templatesGuard = z.array(
  z
    .object({
      id: z.string(),
      name: z.string(),
      language: z.string(),
      status: z.string(),
      ttlSeconds: z.number(),
      securityRecommendation: z.boolean(),
      codeExpirationMinutes: z.number().optional(),
      buttonText: z.string().optional(),
    })
    .passthrough()
);

/** What the sandbox itself has. */
export const templatesIn = async (url: string) => {
  const response = await fetch(`${url}/templates`);
  const json: unknown = await response.json();

  return z
    .union([
      templatesGuard,
      z.object({ templates: templatesGuard }).transform(({ templates }) => templates),
    ])
    .parse(json);
};

/** What Meta decides by itself, by hand. */
export const decide = async (url: string, id: string, status: string) => {
  await fetch(`${url}/templates/${id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ status }),
  });
};
