/** What Meta calls the kinds of things whose ids are mistaken for each other. */
const names: ReadonlyMap<string | undefined, string> = new Map([
  ['Business', 'a business portfolio'],
  ['WhatsAppBusinessAccount', 'a WhatsApp account'],
  ['WhatsAppBusinessPhoneNumber', 'a phone number'],
  ['Application', 'an app'],
]);

/** The name of a kind of thing, for people; `undefined` when it is another. */
export const nameOfNodeType = (type: string | undefined): string | undefined => names.get(type);
