import { smsJobId } from '../identity.js';

import { type NewJob } from './jobs.js';
import { type Applied } from './store.js';

/** The jobs that the decisions on a delivery ask for. */
export const planJobs = ({ id, decisions }: Applied): readonly NewJob[] =>
  decisions.flatMap((decision): NewJob[] => {
    switch (decision.kind) {
      case 'watch': {
        return [{ queue: 'deadline', id, deliveryId: id, at: decision.at }];
      }

      case 'send-sms': {
        const { attempt, at } = decision;

        return [{ queue: 'sms', id: smsJobId(id, attempt), deliveryId: id, at }];
      }

      default: {
        return [];
      }
    }
  });
