import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

const MIN_BITS = 1024;
const BITS = 2048;

export interface DkimKeyPair {
  /** PEM, PKCS #8. */
  privateKey: string;
  /** As it stands in DNS: base64 of the public key. */
  publicKey: string;
}

export const newDkimKeyPair = async (): Promise<DkimKeyPair> => {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: BITS });
  return pairOf(privateKey);
};

/** Null for anything but an unencrypted RSA key of at least 1024 bits (RFC 8301). */
export const dkimKeyPairOf = (pem: string): DkimKeyPair | null => {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    return null;
  }
  const isLongEnough = (key.asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_BITS;
  return key.asymmetricKeyType === 'rsa' && isLongEnough ? pairOf(key) : null;
};

/** The value of the TXT record `{selector}._domainkey.{domain}`. */
export const dkimRecord = (publicKey: string): string => `v=DKIM1; k=rsa; p=${publicKey}`;

const pairOf = (privateKey: KeyObject): DkimKeyPair => ({
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64'),
});
