/** The components of an authentication template. Source: Meta, "Authentication templates". */
import { z } from 'zod';

import { type TemplateContent } from '../template-life.js';

import { graphErrors } from './errors.js';
import { type ButtonRules, readOtpButton } from './read-otp-button.js';
import { enumeration, readParameter } from './read-parameters.js';
import { templateErrors } from './template-errors.js';

const componentsGuard = z.array(
  z.object({ type: enumeration(['HEADER', 'BODY', 'FOOTER', 'BUTTONS']) }).passthrough()
);

const bodyGuard = z.object({ add_security_recommendation: z.boolean().default(false) });

const footerGuard = z.object({
  code_expiration_minutes: z.number().int().min(1).max(90).optional(),
});

const buttonsGuard = z.object({
  buttons: z.array(z.unknown()).length(1, 'has to be one OTP button'),
});

type Component = z.infer<typeof componentsGuard>[number];

const only = (components: readonly Component[], type: Component['type']): Component | undefined => {
  const [component, another] = components.filter((item) => item.type === type);

  if (another) {
    throw templateErrors.invalid('components', `There is more than one ${type} component.`);
  }

  return component;
};

const required = (components: readonly Component[], type: Component['type']): Component => {
  const component = only(components, type);

  if (!component) {
    throw templateErrors.invalid('components', `Authentication templates need ${type}.`);
  }

  return component;
};

const readBody = (component: Component): boolean => {
  if ('text' in component || 'example' in component) {
    throw templateErrors.bodyRefused();
  }

  return readParameter(bodyGuard, component, 'components').add_security_recommendation;
};

const readFooter = (component: Component | undefined): number | undefined => {
  if (component && 'text' in component) {
    throw templateErrors.footerRefused();
  }

  return readParameter(footerGuard, component ?? {}, 'components').code_expiration_minutes;
};

/**
 * @param value As it was sent.
 * @throws {GraphError}
 */
export const readComponents = (value: unknown, rules: ButtonRules): TemplateContent => {
  if (value === undefined) {
    throw graphErrors.parameterMissing('components');
  }

  const components = readParameter(componentsGuard, value, 'components');

  if (components.some(({ type }) => type === 'HEADER')) {
    throw templateErrors.headerRefused();
  }

  const securityRecommendation = readBody(required(components, 'BODY'));
  const minutes = readFooter(only(components, 'FOOTER'));
  const { buttons } = readParameter(buttonsGuard, required(components, 'BUTTONS'), 'components');

  return {
    securityRecommendation,
    ...(minutes !== undefined && { codeExpirationMinutes: minutes }),
    ...readOtpButton(buttons[0], rules),
  };
};
