import { artifactsBucketName } from '../../pipelines/control-plane/role-names.ts';
import type { Settings } from '../model/settings.ts';
import { listPlaces } from './list-places.ts';
import { bucketsOf, repositoriesOf } from './make-specs.ts';

/** How `--adopt` calls the role with which API Gateway logs, of which there is one in an account and region. */
export const API_GATEWAY_LOG_ROLE = 'api-gateway-log-role';

/** Everything that bootstrap would make in some place and that may exist already, as `--adopt` names it. */
export function adoptableNames(settings: Settings): readonly string[] {
  const places = listPlaces(settings);
  const artifacts = places
    .filter((place) => place.hasControlPlane)
    .map((place) => artifactsBucketName({ ...place, stackPrefix: settings.stackPrefix }));
  const names = new Set([...places.flatMap(bucketsOf), ...artifacts, ...places.flatMap(repositoriesOf)]);
  return [...names, API_GATEWAY_LOG_ROLE];
}
