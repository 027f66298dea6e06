import { expect, it } from 'vitest';

import { createAppSecretProof } from './app-secret-proof.js';

it('The proof is the lower-case hex of HMAC-SHA256 over the token', () => {
  expect(createAppSecretProof('test_app_secret', 'EAAtesttoken')).toBe(
    '2f6c99f265a9e1644d725e8f9c96e439fcbf40a73357d1d98ba8b98fbfe445e4'
  );
});

it('The proof depends on the token and on the secret', () => {
  const proofs = [
    createAppSecretProof('test_app_secret', 'EAAtesttoken'),
    createAppSecretProof('test_app_secret', 'EAAothertoken'),
    createAppSecretProof('other_app_secret', 'EAAtesttoken'),
  ];

  expect(new Set(proofs).size).toBe(3);
});
