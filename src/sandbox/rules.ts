/**
 * Where Meta's pages contradict each other or say nothing, the sandbox takes the reading that is
 * harder on its clients. Each of these is the switch to the other one.
 */
import { z } from 'zod';

const eitherOf = <One extends number, Other extends number>(one: One, other: Other) =>
  z.union([z.literal(one), z.literal(other)], {
    errorMap: () => ({ message: `has to be ${one} or ${other}` }),
  });

export const rulesGuard = z
  .object({
    bareNumbers: z
      .enum(['own-country', 'international'])
      .default('own-country')
      .describe(
        'A recipient without `+`: the calling code of the business number is put in front, or the digits are taken as they are'
      ),
    messageStatus: z
      .enum(['when-held', 'always'])
      .default('when-held')
      .describe('When the answer to a send has a `message_status`'),
    codeCharacters: z
      .enum(['printable', 'any'])
      .default('printable')
      .describe('Whether a code may hold anything but printable ASCII without spaces'),
    languagePolicy: z
      .enum(['optional', 'required'])
      .default('optional')
      .describe(
        "Whether a send needs `language.policy`; the one case of the milder reading, because none of Meta's examples has it"
      ),
    subcodesOnSends: z
      .boolean()
      .default(false)
      .describe('Whether the errors of a send have an `error_subcode`'),
    templateMissingStatus: eitherOf(404, 400).default(404).describe('HTTP status of 132001'),
    rateLimitStatus: eitherOf(400, 429)
      .default(400)
      .describe('HTTP status of the limits on management calls (4, 80007)'),
    retryAfter: z
      .boolean()
      .default(false)
      .describe('Whether rate limits and 503 answer with a `Retry-After` header'),
    callbackDataOnFailed: z
      .boolean()
      .default(false)
      .describe('Whether `failed` echoes `biz_opaque_callback_data`'),
    webhookRetryHours: eitherOf(168, 36)
      .default(168)
      .describe('For how many hours a webhook is tried that is not answered with 200'),
    unverifiedBusiness: z
      .enum(['refused', 'by-limit'])
      .default('refused')
      .describe(
        'Whether a business that is not verified may create templates once its messaging limit is 2,000'
      ),
    editedTemplate: z
      .enum(['reviewed', 'approved'])
      .default('reviewed')
      .describe('Whether an edited template is PENDING for a while, or APPROVED at once'),
    bulkFailure: z
      .enum(['nothing', 'rest'])
      .default('nothing')
      .describe('What is created by a bulk call in which one language is wrong'),
    nameFilter: z
      .enum(['substring', 'exact'])
      .default('substring')
      .describe('How `name` filters the list of templates'),
    previewParameter: z
      .enum(['languages', 'either'])
      .default('languages')
      .describe('Whether a preview also reads `language`; an unknown parameter is ignored'),
    unconfirmedLanguages: z
      .boolean()
      .default(false)
      .describe('Whether a template may be in `ar_SA` or `es_VE`'),
    tokenInPaging: z
      .boolean()
      .default(true)
      .describe('Whether `paging.next` holds the access token'),
    dialog360Errors: z
      .enum(['embedded', 'passthrough', 'legacy'])
      .default('embedded')
      .describe('How the 360dialog face wraps what Meta refuses'),
  })
  .strict();

export type SandboxRules = z.infer<typeof rulesGuard>;
