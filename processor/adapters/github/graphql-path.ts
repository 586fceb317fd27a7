/**
 * Where GraphQL is asked, from the address of the REST API on: on GitHub Enterprise Server REST is at `/api/v3` and
 * GraphQL at `/api/graphql`.
 */
export function graphqlPath(apiUrl: string): string {
  return new URL(apiUrl).pathname.endsWith('/api/v3') ? '/../graphql' : '/graphql';
}
