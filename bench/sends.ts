/** What the connectors are asked to send, and with which config. All of it is invented. */

/** What must not get into a log, by the names that the report uses. */
export const secrets = Object.freeze({
  token: 'EAAbenchTokenThatNobodyMayRead',
  number: '12025550143',
  code: '739104',
});

type Template = { usageType: string; templateName: string; language?: string };

const usageTypes = ['SignIn', 'Register', 'ForgotPassword', 'Generic'];

/** Each usage type has an entry for each of the languages, or one without any. */
export const configWith = (languages: ReadonlyArray<string | undefined>) => ({
  accessToken: secrets.token,
  phoneNumberId: '100000000000001',
  templates: usageTypes.flatMap((usageType) =>
    languages.map((language): Template => ({
      usageType,
      templateName: 'verification_code',
      ...(language !== undefined && { language }),
    }))
  ),
});

export type Sending = {
  /** As Logto has it in storage: as it was typed, without defaults. */
  config: unknown;
  data: { to: string; type: string; payload: { code: string; locale?: string } };
};

/** One code for a person who signs in, with a config that both connectors take. */
export const plainSend: Sending = Object.freeze({
  config: configWith(['en_US']),
  data: { to: secrets.number, type: 'SignIn', payload: { code: secrets.code } },
});
