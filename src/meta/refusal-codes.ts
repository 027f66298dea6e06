/** What some codes of a refusal say, whatever the call was about. Source: Meta, "Error codes". */
import { type ErrorReport } from './failure.js';

type Codes = Pick<ErrorReport, 'code' | 'subcode'>;

/** The token may not do this, or not with this account. */
export const isPermission = ({ code = 0 }: Codes): boolean =>
  code === 3 || code === 10 || (code >= 200 && code <= 299);

/** There is nothing with this id, or the token may not see it: Meta does not tell these two apart. */
export const isUnknownObject = ({ code, subcode }: Codes): boolean =>
  code === 33 || code === 803 || (code === 100 && subcode === 33);
