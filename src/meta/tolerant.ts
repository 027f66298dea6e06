import { type ZodTypeDef, type ZodType, z } from 'zod';

/**
 * Reads a value that other people's software writes: of the wrong kind counts as absent, so that one
 * odd field never costs the rest of an answer.
 */
export const tolerant = <Output>(guard: ZodType<Output, ZodTypeDef, unknown>) =>
  z.unknown().transform((value): Output | undefined => guard.safeParse(value).data);
