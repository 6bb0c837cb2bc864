import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '#libs/platform';

const YEARS_MS = 10 * 365 * 86_400_000;

/**
 * Certificate and key for STARTTLS: those of the settings, else a self-signed pair made once beside the data. Mail servers
 * encrypt towards a self-signed certificate too; the listener's built-in one must never be used, its key is public.
 */
export const listenerCertificate = async (config: Config): Promise<{ cert: string | Buffer; key: string | Buffer }> => {
  if (config.smtpTls) return config.smtpTls;
  const file = path.join(config.dataDir, 'smtp-certificate.pem');
  if (!existsSync(file)) {
    const name = new URL(config.publicUrl).hostname;
    // Loaded only here, once in the life of a desk: it brings some six hundred modules.
    const { generate } = await import('selfsigned');
    const made = await generate([{ name: 'commonName', value: name }], {
      notAfterDate: new Date(Date.now() + YEARS_MS),
      algorithm: 'sha256',
    });
    writeFileSync(file, made.private + made.cert, { mode: 0o600 });
  }
  const pem = readFileSync(file);
  return { cert: pem, key: pem };
};
