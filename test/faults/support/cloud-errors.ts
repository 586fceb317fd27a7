/** An error as the SDK throws it. */
export function cloudError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
}

export function noSuchStack(nameOrId: string): Error {
  return cloudError('ValidationError', `Stack with id ${nameOrId} does not exist`);
}
