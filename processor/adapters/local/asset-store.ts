import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { Asset } from '../../ports/stack-target.ts';
import { publishFile } from './durable-files.ts';
import { sha256 } from './envelope.ts';
import type { FileSystem } from './file-system.ts';

/**
 * Keeps an asset under its SHA-256 unless it is there. Throws `asset-mismatch` when the bytes are not what they claim.
 */
export async function storeAsset(
  fs: FileSystem,
  where: { readonly folder: string; readonly nonce: string },
  asset: Asset,
): Promise<'uploaded' | 'present'> {
  if (!/^[0-9a-f]{64}$/.test(asset.sha256)) throw mismatch(asset, `${JSON.stringify(asset.sha256)} is not a SHA-256`);
  const file = path.join(where.folder, asset.sha256);
  if (fs.existsSync(file)) return 'present';
  const content = await asset.read();
  const found = sha256(content);
  if (found !== asset.sha256) throw mismatch(asset, `its bytes have SHA-256 ${found}, not ${asset.sha256}`);
  return publishFile(fs, { file, content, nonce: where.nonce }) ? 'uploaded' : 'present';
}

function mismatch(asset: Asset, problem: string): UserError {
  return new UserError('asset-mismatch', `asset ${asset.key} cannot be stored: ${problem}`, {
    instructions: ['install the program again'],
  });
}
