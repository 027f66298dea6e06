/** Meta's texts before there is a template. Source: Meta, "Template preview". */
import { type SandboxRules } from '../rules.js';
import { autofillLabel, codePlaceholder, renderTemplate } from '../texts.js';

import { graphErrors } from './errors.js';
import { readChoices, readInteger, readList } from './read-parameters.js';
import { checkCategory, languagesBy, readLanguage } from './read-template.js';

type PreviewQuery = Readonly<Record<string, string | undefined>>;

const languagesIn = (query: PreviewQuery, rules: PreviewRules): readonly string[] => {
  const asked =
    readList(query.languages, 'languages') ??
    (rules.previewParameter === 'either' ? readList(query.language, 'language') : undefined);

  return asked?.map((language) => readLanguage(language, rules)) ?? languagesBy(rules);
};

type PreviewRules = Pick<SandboxRules, 'previewParameter' | 'unconfirmedLanguages'>;

const readBoolean = (text: string | undefined, name: string): boolean => {
  switch (text?.toLowerCase()) {
    case undefined:
    case '':
    case '0':
    case 'false': {
      return false;
    }

    case '1':
    case 'true': {
      return true;
    }

    default: {
      throw graphErrors.parameterInvalid(name, 'must be a boolean.');
    }
  }
};

/**
 * @returns What Meta answers: the texts in the languages that are asked for, or in every language.
 * @throws {GraphError}
 */
export const previewTemplates = (query: PreviewQuery, rules: PreviewRules) => {
  checkCategory(query.category);

  if (!readChoices(query.button_types, 'button_types', ['OTP'])) {
    throw graphErrors.parameterMissing('button_types');
  }

  const securityRecommendation = readBoolean(
    query.add_security_recommendation,
    'add_security_recommendation'
  );
  const minutes = readInteger(query.code_expiration_minutes, 'code_expiration_minutes', [1, 90]);

  return {
    data: languagesIn(query, rules).map((language) => {
      const { body, footer, button } = renderTemplate(
        {
          language,
          securityRecommendation,
          ...(minutes !== undefined && { codeExpirationMinutes: minutes }),
        },
        codePlaceholder
      );

      return {
        language,
        body,
        ...(footer !== undefined && { footer }),
        buttons: [{ text: button, autofill_text: autofillLabel({ language }) }],
      };
    }),
  };
};
