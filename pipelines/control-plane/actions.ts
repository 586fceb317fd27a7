/** Actions of one service as IAM writes them: `s3:GetObject`. */
export function actions(service: string, names: readonly string[]): readonly string[] {
  return names.map((name) => `${service}:${name}`);
}
