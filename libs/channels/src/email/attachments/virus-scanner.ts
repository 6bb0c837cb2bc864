import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#libs/platform';
import { clamdAddressOf, scanBytes, type ScanResult } from './clamd.js';

const SCAN_MS = 60_000;
/** Nothing larger comes by mail; what clamd itself takes may be less, and then it says so. */
const SCAN_BYTES = 32 * 1024 * 1024;

/** ClamAV through its daemon, where one is configured. */
@Injectable()
export class VirusScanner {
  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'clamdUrl'>) {}

  get isConfigured(): boolean {
    return this.config.clamdUrl !== null;
  }

  /** Null where no scanner is configured. Otherwise an answer, never an error. */
  async scan(content: Buffer): Promise<ScanResult | null> {
    const { clamdUrl } = this.config;
    if (clamdUrl === null) return null;
    if (content.length > SCAN_BYTES) return { scan: 'failed', finding: 'too_large' };
    return scanBytes(clamdAddressOf(clamdUrl), content, SCAN_MS);
  }
}
