/** A certificate for graph.facebook.com that only the processes of this run trust. */
import { generate } from 'selfsigned';

export type Certificate = Readonly<{ key: string; cert: string }>;

const host = 'graph.facebook.com';

export const createCertificate = async (): Promise<Certificate> => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
  });

  return { key, cert };
};
