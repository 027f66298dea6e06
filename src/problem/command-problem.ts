/**
 * Why a command cannot go on, in words for whoever runs it: what is wrong, and what to do about it.
 * It is printed without a stack. Never give it a secret.
 */
export class CommandProblem extends Error {}
