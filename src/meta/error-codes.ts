/* eslint-disable max-lines -- one table, kept whole so that it can be read and checked as one */

/** What to do with a code that was refused. */
export type ErrorAction =
  /** The same request may succeed within seconds; after that, SMS. */
  | 'retry'
  /** WhatsApp will not deliver this code: SMS now. */
  | 'sms'
  /** Neither: a code to this recipient would be wrong on any channel. */
  | 'stop';

/** The part of the config that an administrator has to look at. */
export type ConfigField =
  'accessToken' | 'appSecret' | 'phoneNumberId' | 'templateName' | 'language';

/** Which sentence the person who waits for the code reads. */
export type PersonSentence = 'recipient' | 'unavailable' | 'failed';

/** The error of Logto's connector kit that it becomes. */
export type ConnectorOutcome =
  /** Console shows it with the key of the field; the person reads a neutral sentence. */
  | { error: 'InvalidConfig'; concerns: ConfigField }
  | { error: 'General'; person: PersonSentence }
  | { error: 'RateLimitExceeded' };

export type ErrorEntry = Readonly<{
  section: string;
  /** Who says so; Meta unless it is named. */
  source?: '360dialog';
  code: number;
  /** The last code of a range that starts at `code`. */
  through?: number;
  /** Without it, the entry holds for every subcode that has no entry of its own. */
  subcode?: number;
  /**
   * A word in Meta's message that tells this entry from another of the same code. Meta may change
   * its messages at any time; then the other entry holds.
   */
  mentions?: string;
  title: string;
  /** What happened: a sentence without its full stop. */
  meaning: string;
  /** What the administrator does about it: likewise. */
  remedy: string;
  /** The HTTP status that Meta's page gives. Never decide by it: live answers differ. */
  http: number;
  /** In the answer to the call, later by webhook, or either. */
  when: 'sync' | 'async' | 'either';
  action: ErrorAction;
  becomes: ConnectorOutcome;
}>;

type Shared = Pick<ErrorEntry, 'http' | 'when' | 'action' | 'becomes'> &
  Partial<Pick<ErrorEntry, 'source'>>;

type Row = Omit<ErrorEntry, 'section' | keyof Shared> & Partial<Shared>;

const section = (title: string, shared: Shared, rows: Row[]): ErrorEntry[] =>
  rows.map((row) => ({ section: title, ...shared, ...row }));

const invalidConfig = (concerns: ConfigField): ConnectorOutcome => ({
  error: 'InvalidConfig',
  concerns,
});
const general = (person: PersonSentence): ConnectorOutcome => ({ error: 'General', person });
const rateLimit: ConnectorOutcome = { error: 'RateLimitExceeded' };

const newToken =
  'Generate a permanent token for a system user with the permissions whatsapp_business_messaging and whatsapp_business_management, and paste it here';
const statusPage = "Check Meta's status page, metastatus.com/whatsapp-business-api";
const copyCodeTemplate = 'Use a template of the category Authentication with a copy-code button';
const authenticationTemplate = 'Use a template of the category Authentication';
const settleBill =
  'In WhatsApp Manager, under Overview → Payment settings, add a payment method or settle what is due';
const callLess = 'Wait some minutes, and call less often';
const checkHub = 'Open the 360dialog Hub, and check the state of the number and the account';
const statusPage360 = "Check 360dialog's status page, status.360dialog.com";

/**
 * Every error that a send can meet, at once or by webhook.
 *
 * Sources: Meta, "Error codes" (December 2025 and mid-2026), "Handling errors" (Graph API) and
 * "Access tokens"; 360dialog, "Errors". `docs/errors.md` is generated from this table.
 */
export const errorEntries: readonly ErrorEntry[] = Object.freeze([
  ...section(
    'The token and its permissions',
    {
      http: 401,
      when: 'sync',
      action: 'sms',
      becomes: invalidConfig('accessToken'),
    },
    [
      {
        code: 0,
        title: 'AuthException',
        meaning: 'Meta could not authenticate the token: it expired or was revoked',
        remedy: newToken,
      },
      {
        code: 3,
        title: 'API method',
        meaning: 'The token may not use this part of the API',
        remedy:
          "Give the system user's token the permissions whatsapp_business_messaging and whatsapp_business_management, and generate it anew",
        http: 500,
      },
      {
        code: 5,
        title: 'Unauthorised source IP',
        meaning:
          'Meta refused the call because it came from a server address that the app does not allow',
        remedy:
          "In the app's settings, under Advanced → Security, add the public address of the Logto server, or clear the list of server addresses",
        http: 400,
      },
      {
        code: 10,
        title: 'Permission denied',
        meaning: 'The permission to send for this account is missing or was removed',
        remedy:
          'Assign the WhatsApp account to the system user with full control, and generate a token with whatsapp_business_messaging',
        http: 403,
      },
      {
        code: 104,
        title: 'Access token required',
        meaning: 'Meta received no access token, or the proof of the app secret is missing',
        remedy:
          'Paste the token again. If the app requires an app secret proof, fill in the app secret too',
      },
      {
        code: 190,
        title: 'Access token invalid',
        meaning: 'Meta refused the token',
        remedy: newToken,
      },
      {
        code: 190,
        subcode: 458,
        title: 'App not authorised',
        meaning: 'Meta refused the token: the app was removed from the system user',
        remedy: 'Assign the app to the system user again, and generate a new token',
      },
      {
        code: 190,
        subcode: 459,
        title: 'User checkpointed',
        meaning: 'Meta refused the token: its user has to confirm the account first',
        remedy: 'Let the user log in at facebook.com, or better, use the token of a system user',
      },
      {
        code: 190,
        subcode: 460,
        title: 'Password changed',
        meaning: 'Meta refused the token: its user changed the password',
        remedy: newToken,
      },
      {
        code: 190,
        subcode: 463,
        title: 'Token expired',
        meaning: 'Meta refused the token: it expired',
        remedy: newToken,
      },
      {
        code: 190,
        subcode: 464,
        title: 'Unconfirmed user',
        meaning: 'Meta refused the token: its user is not confirmed',
        remedy: 'Let the user confirm the account, or better, use the token of a system user',
      },
      {
        code: 190,
        subcode: 467,
        title: 'Token invalidated',
        meaning: 'Meta refused the token: it was revoked',
        remedy: newToken,
      },
      {
        code: 190,
        subcode: 492,
        title: 'Session invalid',
        meaning: 'Meta refused the token: its user lost the role that the token was made for',
        remedy: newToken,
      },
      {
        code: 200,
        through: 299,
        title: 'Permission missing',
        meaning: 'The token may not use this WhatsApp account',
        remedy:
          'Assign the WhatsApp account and the app to the system user, and generate a token with whatsapp_business_messaging and whatsapp_business_management',
        http: 403,
      },
      {
        code: 100,
        mentions: 'appsecret_proof',
        title: 'App secret proof',
        meaning: 'Meta wants a proof of the app secret, and it is missing or wrong',
        remedy:
          "Copy the app secret of the app that the token belongs to: App settings → Basic in the app's dashboard",
        http: 400,
        becomes: invalidConfig('appSecret'),
      },
      {
        code: 131_005,
        title: 'Access denied',
        meaning: 'The token may not send messages for this number',
        remedy:
          'Generate a token with the permission whatsapp_business_messaging, for a system user to whom the WhatsApp account is assigned',
        http: 403,
      },
    ]
  ),
  ...section(
    'The business number and its account',
    {
      http: 400,
      when: 'sync',
      action: 'sms',
      becomes: invalidConfig('phoneNumberId'),
    },
    [
      {
        code: 33,
        title: 'Number deleted',
        meaning: 'This business phone number was deleted',
        remedy:
          'Use the phone number ID of another number: WhatsApp Manager → Account tools → Phone numbers',
      },
      {
        code: 100,
        subcode: 33,
        title: 'Number not found',
        meaning: 'Meta knows no such phone number ID, or the token may not see it',
        remedy:
          'Copy the phone number ID (not the number itself, and not the business account ID) from WhatsApp Manager, and assign its WhatsApp account to the system user',
      },
      {
        code: 803,
        title: 'Object not found',
        meaning: 'Meta knows no such phone number ID',
        remedy:
          'Copy the phone number ID (not the number itself, and not the business account ID) from WhatsApp Manager',
        http: 404,
      },
      {
        code: 368,
        title: 'Temporarily blocked',
        meaning: 'Meta has blocked this business for a violation of its policy',
        remedy:
          'Open Business Support Home in Meta Business Suite, read the reason, and appeal or wait until the block is lifted',
        http: 403,
        when: 'either',
      },
      {
        code: 131_031,
        title: 'Account locked',
        meaning: 'Meta has locked this WhatsApp account',
        remedy: 'Open Business Support Home in Meta Business Suite, read the reason, and appeal',
        http: 403,
        when: 'either',
      },
      {
        code: 131_037,
        title: 'Display name not approved',
        meaning: 'The display name of this number is not approved yet',
        remedy:
          'In WhatsApp Manager, under Account tools → Phone numbers, set a display name and wait for its approval',
        when: 'either',
      },
      {
        code: 131_042,
        title: 'Payment problem',
        meaning: 'The WhatsApp account cannot be charged',
        remedy: settleBill,
        when: 'async',
      },
      {
        code: 131_044,
        title: 'Payment needed',
        meaning: 'The WhatsApp account cannot be charged',
        remedy: settleBill,
        when: 'either',
      },
      {
        code: 131_045,
        title: 'Number not registered',
        meaning: 'The registration of this number failed',
        remedy: 'Register the number again: POST /<phone number ID>/register with a six-digit PIN',
        http: 500,
        when: 'either',
      },
      {
        code: 131_030,
        title: 'Recipient not on the test list',
        meaning:
          'A test number can only send to the recipients on its list, and this one is not on it',
        remedy:
          "In the app's dashboard, under WhatsApp → API Setup, add the recipient to the list of at most five, or use a number of your own",
      },
      {
        code: 131_058,
        title: 'Test template only',
        meaning: 'The template hello_world can only be sent from a public test number',
        remedy: 'Use an authentication template of your own',
        becomes: invalidConfig('templateName'),
      },
      {
        code: 133_000,
        title: 'Deregistration incomplete',
        meaning: 'An earlier deregistration of this number has not finished',
        remedy: 'Deregister the number again, then register it',
        http: 500,
      },
      {
        code: 133_005,
        title: 'PIN wrong',
        meaning: 'The two-step verification PIN of this number is wrong',
        remedy: 'Reset the PIN in WhatsApp Manager, then register the number again',
      },
      {
        code: 133_006,
        title: 'Number not verified',
        meaning: 'This number has to be verified before it can be registered',
        remedy: 'Verify the number in WhatsApp Manager, under Account tools → Phone numbers',
      },
      {
        code: 133_008,
        title: 'Too many PIN attempts',
        meaning: 'The PIN of this number was wrong too often',
        remedy: 'Wait as long as Meta says in the details, then register the number again',
      },
      {
        code: 133_009,
        title: 'PIN entered too fast',
        meaning: 'The PIN of this number was entered again too soon',
        remedy: 'Wait as long as Meta says in the details, then register the number again',
      },
      {
        code: 133_010,
        title: 'Number not registered',
        meaning: 'This number is not registered for the Cloud API',
        remedy:
          'Register it: POST /<phone number ID>/register with a six-digit PIN, or finish the set-up of the number in WhatsApp Manager',
      },
      {
        code: 133_015,
        title: 'Number recently deleted',
        meaning: 'This number was deleted a short time ago and is not free yet',
        remedy: 'Wait five minutes, then register the number again',
      },
      {
        code: 133_016,
        title: 'Too many registrations',
        meaning: 'This number was registered and deregistered too often',
        remedy: 'Meta allows ten in 72 hours; wait 72 hours, then register the number again',
      },
    ]
  ),
  ...section(
    'The template',
    {
      http: 400,
      when: 'sync',
      action: 'sms',
      becomes: invalidConfig('templateName'),
    },
    [
      {
        code: 132_000,
        title: 'Parameter count mismatch',
        meaning: 'The template does not take exactly one code',
        remedy:
          'Use a template of the category Authentication with a copy-code button; Meta fixes its text',
      },
      {
        code: 132_001,
        title: 'Template missing in this language',
        meaning: 'Meta has no approved template of this name in this language',
        remedy:
          'Check name and language in WhatsApp Manager → Message templates (en and en_US are two languages), create the missing language, or wait until it is approved',
        http: 404,
        becomes: invalidConfig('language'),
      },
      {
        code: 132_005,
        title: 'Text too long',
        meaning: 'The text of the template is too long with the code filled in',
        remedy: 'Use a template of the category Authentication, or shorter codes',
      },
      {
        code: 132_007,
        title: 'Template violates policy',
        meaning: 'The content of the template violates a policy of WhatsApp',
        remedy:
          'Open the template in WhatsApp Manager, read the reason, and edit it or create a new one',
        when: 'either',
      },
      {
        code: 132_008,
        title: 'Parameter invalid',
        meaning: 'The template does not take a one-time code as its parameter',
        remedy: copyCodeTemplate,
      },
      {
        code: 132_012,
        title: 'Parameter format mismatch',
        meaning: 'The template expects another kind of parameter than a one-time code',
        remedy: copyCodeTemplate,
      },
      {
        code: 132_015,
        title: 'Template paused',
        meaning:
          'Meta has paused this template, because of low quality or because messages are being held back',
        remedy:
          'Meta lifts the pause after three to six hours; meanwhile use another template, or edit this one',
        when: 'either',
      },
      {
        code: 132_016,
        title: 'Template disabled',
        meaning: 'Meta has disabled this template for good',
        remedy: 'Create a new template under a new name, and put that name here',
      },
      {
        code: 132_018,
        title: 'Template parameters refused',
        meaning:
          'The template does not accept a one-time code: it was made for Direct Send, or its parameters differ',
        remedy: 'Create a template of the category Authentication with a copy-code button',
      },
      {
        code: 132_021,
        title: 'Template name clash',
        meaning: 'The template was made for Direct Send under the same name',
        remedy: 'Create a template of the category Authentication under another name',
      },
      {
        code: 132_068,
        title: 'Flow blocked',
        meaning: 'The template contains a flow that Meta has blocked',
        remedy: copyCodeTemplate,
      },
      {
        code: 132_069,
        title: 'Flow throttled',
        meaning: 'The template contains a flow that Meta has throttled',
        remedy: copyCodeTemplate,
      },
      {
        code: 131_008,
        title: 'Parameter missing',
        meaning:
          'The template expects a parameter that an authentication template does not have, or has no button for the code',
        remedy: copyCodeTemplate,
      },
      {
        code: 134_011,
        title: 'Payments terms not accepted',
        meaning: 'The template needs payments terms that this business has not accepted',
        remedy: copyCodeTemplate,
      },
      {
        code: 134_100,
        through: 134_103,
        title: 'Marketing template',
        meaning: 'The template can only be sent through the marketing API',
        remedy: authenticationTemplate,
      },
      {
        code: 131_055,
        title: 'Method not allowed',
        meaning: 'The template can only be sent through the marketing API',
        remedy: authenticationTemplate,
      },
      {
        code: 131_063,
        title: 'Marketing disabled',
        meaning:
          'The template is a marketing template, and marketing is switched off for this account',
        remedy: authenticationTemplate,
      },
      {
        code: 131_047,
        title: 'Re-engagement message',
        meaning: 'Meta did not take the message for a template message',
        remedy: authenticationTemplate,
        when: 'async',
      },
      {
        code: 131_050,
        title: 'Marketing opt-out',
        meaning:
          'The recipient does not want marketing messages, and Meta takes this template for one',
        remedy: authenticationTemplate,
        when: 'async',
      },
      {
        code: 130_472,
        title: 'Experiment group',
        meaning: 'Meta withheld the message because it takes this template for marketing',
        remedy: authenticationTemplate,
        when: 'async',
      },
    ]
  ),
  ...section(
    'Managing templates',
    {
      http: 400,
      when: 'sync',
      action: 'sms',
      becomes: invalidConfig('templateName'),
    },
    [
      {
        code: 10,
        subcode: 2_388_185,
        title: 'Templates not allowed',
        meaning: 'This business may not create authentication templates yet',
        remedy:
          'Verify the business in Meta Business Suite → Settings → Security Center; once it is verified, or its messaging limit is 2,000 or more, run the command again',
        http: 403,
      },
      {
        code: 100,
        subcode: 2_388_019,
        title: 'Template limit',
        meaning:
          'The account has as many templates as it may have: 250 until the business is verified, then 6,000; each language counts',
        remedy:
          'Delete templates that nobody uses in WhatsApp Manager → Message templates, or verify the business',
      },
      {
        code: 100,
        subcode: 2_388_023,
        title: 'Template being deleted',
        meaning: 'A template of this name was deleted, and its name is blocked for 30 days',
        remedy: 'Take another name',
      },
      {
        code: 100,
        subcode: 2_388_024,
        title: 'Template exists',
        meaning: 'There is a template of this name in this language already',
        remedy: 'Use it as it is, or edit it',
      },
      {
        code: 100,
        subcode: 2_388_039,
        title: 'Template status fixed',
        meaning:
          'The status of the template does not allow a change, for example because it is under review',
        remedy:
          'Wait until the review is over; what is disabled needs a new template under another name',
      },
      {
        code: 100,
        subcode: 2_388_040,
        title: 'Field too long',
        meaning: 'A field of the template has more characters than it may have',
        remedy:
          'Shorten what the details name: a name has at most 512 characters, the text of a button 25',
      },
      {
        code: 100,
        subcode: 2_388_046,
        title: 'Template name invalid',
        meaning: 'The name of the template has a form that Meta does not take',
        remedy: 'Use lower-case letters, digits and underscores, at most 512',
      },
      {
        code: 100,
        subcode: 2_388_047,
        title: 'Header invalid',
        meaning: 'The header of the template has a form that Meta does not take',
        remedy: 'Leave the header out: authentication templates have none',
      },
      {
        code: 100,
        subcode: 2_388_060,
        title: 'Button text invalid',
        meaning: 'The text of the button has variables or emoji',
        remedy: "Write it without them, or leave it out: then it is Meta's own in each language",
      },
      {
        code: 100,
        subcode: 2_388_072,
        title: 'Body invalid',
        meaning: 'The body of the template has a form that Meta does not take',
        remedy: 'Leave its text out: Meta fixes it for authentication templates',
      },
      {
        code: 100,
        subcode: 2_388_073,
        title: 'Footer invalid',
        meaning: 'The footer of the template has a form that Meta does not take',
        remedy: 'Leave its text out: Meta makes it of the minutes until the code expires, 1 to 90',
      },
      {
        code: 100,
        subcode: 2_388_293,
        title: 'Too many variables',
        meaning: 'The template has too many variables for its length',
        remedy: 'Use a template of the category Authentication, whose text Meta fixes',
      },
      {
        code: 100,
        subcode: 2_388_299,
        title: 'Variable at the edge',
        meaning: 'The text of the template starts or ends with a variable',
        remedy: 'Use a template of the category Authentication, whose text Meta fixes',
      },
      {
        code: 100,
        subcode: 2_388_318,
        title: 'Direct Send template',
        meaning: 'The template was made for Direct Send and cannot be changed',
        remedy: 'Create a template of the category Authentication under another name',
      },
      {
        code: 100,
        subcode: 2_388_330,
        title: 'Direct Send template',
        meaning: 'The template was made for Direct Send and cannot be changed',
        remedy: 'Create a template of the category Authentication under another name',
      },
      {
        code: 200_005,
        title: 'Template insights unavailable',
        meaning: 'Meta has no figures about the templates of this account',
        remedy: 'Nothing to set up: one-time codes do not need them',
      },
      {
        code: 200_006,
        title: 'Template insights fixed',
        meaning: 'Figures about templates cannot be switched off again once they are on',
        remedy: 'Nothing to set up: one-time codes do not need them',
      },
      {
        code: 200_007,
        title: 'Template insights not enabled',
        meaning: 'Figures about templates are not switched on for this account',
        remedy:
          'Switch them on in WhatsApp Manager, if you want them; one-time codes do not need them',
      },
    ]
  ),
  ...section(
    'The recipient',
    {
      http: 400,
      when: 'async',
      action: 'sms',
      becomes: general('recipient'),
    },
    [
      {
        code: 130_403,
        title: 'Business blocked by the user',
        meaning: 'The recipient has blocked this business on WhatsApp',
        remedy: 'Only the recipient can lift the block; reach them another way',
      },
      {
        code: 130_497,
        title: 'Country not allowed',
        meaning: 'This business may not send to WhatsApp users of this country',
        remedy:
          'Verify the business in Meta Business Suite, or use a number of that country; until then leave the country out of the allowed countries',
        http: 403,
      },
      {
        code: 131_021,
        title: 'Recipient is the sender',
        meaning: 'The recipient is the business number itself',
        remedy: 'Send to another number',
        when: 'sync',
        action: 'stop',
      },
      {
        code: 131_026,
        title: 'Undeliverable',
        meaning:
          'The message cannot be delivered: the number has no WhatsApp, its owner has not accepted the current terms, or the app is too old',
        remedy: 'Nothing to set up: reach this person another way, for example by SMS',
      },
      {
        code: 131_049,
        title: 'Withheld',
        meaning: 'Meta withheld the message to keep its ecosystem healthy',
        remedy:
          'Do not try this number again within 24 hours; check that the template has the category Authentication',
      },
      {
        code: 131_062,
        title: 'Business-scoped user ID',
        meaning: 'Authentication templates can only be sent to phone numbers',
        remedy: 'Nothing to set up: one-time codes need a phone number',
        when: 'sync',
      },
      {
        code: 137_000,
        title: 'Identity changed',
        meaning: 'The WhatsApp account behind this number has changed hands or device',
        remedy: 'Verify the owner of the number in another way before you send codes to it',
        action: 'stop',
      },
    ]
  ),
  ...section(
    'Limits',
    {
      http: 400,
      when: 'sync',
      action: 'sms',
      becomes: rateLimit,
    },
    [
      {
        code: 4,
        title: 'App call limit',
        meaning: 'The app has made too many calls',
        remedy: "Wait until the usage in the app's dashboard falls below 100 percent",
      },
      {
        code: 17,
        title: 'User call limit',
        meaning: 'The user of the token has made too many calls',
        remedy: callLess,
      },
      {
        code: 613,
        title: 'Custom call limit',
        meaning: 'A limit that Meta has set for this app is reached',
        remedy: callLess,
      },
      {
        code: 80_007,
        title: 'Account call limit',
        meaning: 'The WhatsApp account has reached its limit of calls',
        remedy: callLess,
      },
      {
        code: 130_429,
        title: 'Throughput reached',
        meaning: 'This number sends more messages per second than it may',
        remedy: 'Wait a moment; for more than 80 messages a second, ask Meta for higher throughput',
        when: 'either',
        action: 'retry',
      },
      {
        code: 131_048,
        title: 'Spam limit',
        meaning: 'Meta limits this number because too many messages were blocked or reported',
        remedy:
          'Check the quality rating of the number in WhatsApp Manager; the limit is lifted when it recovers',
        when: 'either',
      },
      {
        code: 131_056,
        title: 'Pair limit',
        meaning: 'Too many messages went to this one recipient',
        remedy: 'Wait at least a minute before the next code to the same number',
      },
      {
        code: 131_064,
        title: 'Miscategorised templates',
        meaning: 'Meta limits this account because templates were filed under the wrong category',
        remedy:
          'Check the categories of your templates in WhatsApp Manager; the limit lifts by itself',
        when: 'either',
      },
    ]
  ),
  ...section(
    "Meta's service",
    {
      http: 500,
      when: 'sync',
      action: 'retry',
      becomes: general('unavailable'),
    },
    [
      {
        code: 1,
        title: 'Unknown error',
        meaning: 'Meta had an unknown problem with the request',
        remedy: statusPage,
        http: 400,
      },
      {
        code: 2,
        title: 'Service unavailable',
        meaning: 'The WhatsApp service is down or overloaded',
        remedy:
          "Check Meta's status page, metastatus.com/whatsapp-business-api; outages during upgrades last about five minutes",
        http: 503,
      },
      {
        code: 131_000,
        title: 'Something went wrong',
        meaning: 'Meta had an unknown problem with the message',
        remedy: statusPage,
        when: 'either',
      },
      {
        code: 131_016,
        title: 'Service unavailable',
        meaning: 'A part of the WhatsApp service is not available',
        remedy: statusPage,
        when: 'either',
      },
      {
        code: 131_057,
        title: 'Maintenance',
        meaning: 'This number is being maintained, for example moved to a higher throughput',
        remedy: 'Wait a minute or two',
      },
      {
        code: 133_004,
        title: 'Server unavailable',
        meaning: 'The WhatsApp server is not available',
        remedy: statusPage,
        http: 503,
      },
      {
        code: 2_494_100,
        title: 'Maintenance',
        meaning: 'This number or account is being maintained',
        remedy: 'Wait some minutes',
        http: 400,
      },
    ]
  ),
  ...section(
    'The request',
    {
      http: 400,
      when: 'sync',
      action: 'sms',
      becomes: general('failed'),
    },
    [
      {
        code: 100,
        title: 'Invalid parameter',
        meaning: 'Meta did not accept a parameter of the request',
        remedy: 'Read the details. If the config is right, report this as a bug of the connector',
      },
      {
        code: 131_009,
        title: 'Parameter value invalid',
        meaning: 'Meta did not accept a value in the request',
        remedy: "Read the details: usually the phone number ID or the recipient's number is wrong",
      },
      {
        code: 131_051,
        title: 'Message type unsupported',
        meaning: 'Meta does not know this type of message',
        remedy: 'Report this as a bug of the connector',
        when: 'either',
      },
      {
        code: 131_052,
        title: 'Media download failed',
        meaning: 'Meta could not fetch a medium; one-time codes have none',
        remedy: 'Check that the template has the category Authentication',
        when: 'async',
      },
      {
        code: 131_053,
        title: 'Media upload failed',
        meaning: 'Meta could not store a medium; one-time codes have none',
        remedy: 'Check that the template has the category Authentication',
        when: 'async',
      },
      {
        code: 131_059,
        title: 'Paging cursor invalid',
        meaning: 'Meta did not accept the cursor of a list',
        remedy: 'Start the list again from its first page',
      },
      {
        code: 135_000,
        title: 'Generic user error',
        meaning: 'Meta did not accept the request and does not say why',
        remedy: "Check the template's parameters, then ask Meta's support with the trace ID",
        when: 'either',
      },
    ]
  ),
  ...section(
    '360dialog itself, by HTTP status',
    {
      source: '360dialog',
      http: 400,
      when: 'sync',
      action: 'sms',
      becomes: general('failed'),
    },
    [
      {
        code: 400,
        title: 'Request refused',
        meaning:
          '360dialog did not take the request: the API is switched off for this number, a limit is reached, or a bill is unpaid',
        remedy: checkHub,
      },
      {
        code: 401,
        title: 'API key invalid',
        meaning: '360dialog does not know this API key',
        remedy: 'In the 360dialog Hub, generate an API key for the number, and paste it here',
        http: 401,
        becomes: invalidConfig('accessToken'),
      },
      {
        code: 403,
        title: 'Endpoint blocked',
        meaning: '360dialog does not allow this call for the number',
        remedy: checkHub,
        http: 403,
      },
      {
        code: 500,
        title: 'Gateway error',
        meaning: '360dialog had a problem with the request',
        remedy: statusPage360,
        http: 500,
        becomes: general('unavailable'),
      },
      {
        code: 502,
        title: 'API not available',
        meaning: 'The WhatsApp API behind 360dialog is not available',
        remedy: statusPage360,
        http: 502,
        becomes: general('unavailable'),
      },
    ]
  ),
]);

/* eslint-enable max-lines */
