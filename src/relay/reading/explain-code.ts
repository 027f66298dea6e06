import { explainError } from '../../meta/explain.js';

/** What an error code of Meta's means, for whoever looks at the status page. */
export const explainCode = (code: number) => {
  const { title, meaning, remedy } = explainError({ code, status: 200 });

  return { title, meaning: `${meaning}.`, remedy: `${remedy}.` };
};
