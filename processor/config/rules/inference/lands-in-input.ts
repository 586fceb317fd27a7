/** Where a batch transform reads and writes. */
interface Locations {
  readonly batch_inference_data: string;
  readonly batch_job_output_location: string;
}

/**
 * Whether predictions are written to the place of the data to score, or below it; a like beginning is another place.
 */
export function landsInInput({ batch_inference_data: input, batch_job_output_location: output }: Locations): boolean {
  return `${output}/`.startsWith(input.endsWith('/') ? input : `${input}/`);
}
