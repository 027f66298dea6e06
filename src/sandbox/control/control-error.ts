import { HTTPException } from 'hono/http-exception';

type Status = 400 | 403 | 404;

/** Something that a test or the page did wrong; answered as `{ error: { message } }`. */
export const controlError = (status: Status, message: string): HTTPException =>
  new HTTPException(status, {
    res: Response.json({ error: { message } }, { status }),
  });
