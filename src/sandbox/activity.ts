/**
 * What happens in the sandbox, a line at a time, for whoever watches its process. Codes and whole
 * numbers are not in it: logs are kept, and a state folder may hold real numbers.
 */
import { type InboxMessage } from './inbox.js';
import { type World } from './world.js';

export type Activity = {
  /** ISO 8601. */
  at: string;
  event:
    'accepted' | 'sms' | 'refused' | 'status' | 'dropped' | 'webhook' | 'template' | 'receiver';
  /** For people. */
  text: string;
  /** For machines. */
  data: Readonly<Record<string, unknown>>;
};

/** A number of which only the last digits are shown: `+*******0143`. */
const maskNumber = (number: string): string =>
  `+${'*'.repeat(Math.max(0, number.length - 5))}${number.slice(-4)}`;

const watchInbox = ({ inbox }: World, write: (activity: Activity) => void) => {
  const onChange = ({
    to,
    channel,
    statuses,
    templateName,
    language,
    behaviour,
    acceptedAt,
    droppedAt,
  }: InboxMessage) => {
    const last = statuses.at(-1);
    const number = maskNumber(to);

    if (droppedAt !== undefined) {
      write({
        at: droppedAt,
        event: 'dropped',
        text: `given up to ${number}, at the end of its time to live`,
        data: { to: number },
      });

      return;
    }

    if (channel === 'sms') {
      write({ at: acceptedAt, event: 'sms', text: `to ${number}`, data: { to: number } });

      return;
    }

    if (!last) {
      write({
        at: acceptedAt,
        event: 'accepted',
        text: `${templateName ?? ''} (${language ?? ''}) to ${number}${behaviour === 'healthy' ? '' : `, ${behaviour}`}`,
        data: { to: number, templateName, language, behaviour },
      });

      return;
    }

    const { at, status, error } = last;

    write({
      at,
      event: 'status',
      text: `${status} to ${number}${error ? `: ${error.code} ${error.title}` : ''}`,
      data: { to: number, status, ...(error && { code: error.code }) },
    });
  };

  inbox.events.on('change', onChange);
};

/** @param write Called with everything that happens, as it happens. */
export const watchActivity = (world: World, write: (activity: Activity) => void) => {
  const { refusals, templates, webhooks, clock } = world;
  watchInbox(world, write);

  refusals.events.on('add', ({ at, to, status, code, message }) => {
    const number = to && maskNumber(to);

    write({
      at,
      event: 'refused',
      text: `to ${number ?? 'nobody'}: ${status === 0 ? 'no answer' : status} ${message}`,
      data: { to: number, status, code },
    });
  });

  webhooks.log.events.on('add', ({ at, attempt, answer, tookMs }) => {
    const outcome = 'status' in answer ? String(answer.status) : answer.problem;

    write({
      at,
      event: 'webhook',
      text: `answered with ${outcome} after ${tookMs} ms${attempt > 1 ? `, try ${attempt}` : ''}`,
      data: { attempt, tookMs, ...answer },
    });
  });

  webhooks.events.on('change', ({ state, problem }) => {
    write({
      at: clock.now().toISOString(),
      event: 'receiver',
      text: problem ?? state,
      data: { state, problem },
    });
  });

  templates.events.on('change', ({ template: { name, language }, event }) => {
    write({
      at: clock.now().toISOString(),
      event: 'template',
      text: `${name} (${language}) is ${event}`,
      data: { name, language, event },
    });
  });
};
