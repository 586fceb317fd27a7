/** Writes one structured line to the function's log. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, details?: LogDetails) => void;

/** Names, statuses and counts; never a payload, a request body, a signed URL or a credential. */
export type LogDetails = Readonly<Record<string, string | number | boolean | undefined>>;

/** A log for one function: each line is one JSON object, which CloudWatch Logs Insights takes apart by itself. */
export function createLog(functionName: string, write: (line: string) => void): Log {
  return (level, message, details = {}) => {
    write(`${JSON.stringify({ level, message, function: functionName, ...details })}\n`);
  };
}
