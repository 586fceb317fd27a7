import type { Settings } from '../model/settings.ts';
import type { Problem } from './check-settings.ts';
import { listPlaces } from './list-places.ts';

/**
 * What keeps these stages from being uninstalled: settings without a control plane name nothing that was installed, and
 * stages in one account and region have the same roles.
 */
export function checkRemovable(settings: Settings, names: readonly string[]): readonly Problem[] {
  if (settings.controlPlane === undefined) {
    const cure =
      'put `control_plane` back as it was when it was installed, on a branch of its own if need be, and run this again';
    return [{ problem: 'the settings have no `control_plane`, so they do not say what is installed where', cure }];
  }
  return listPlaces(settings).flatMap(({ stages }) => {
    const named = stages.filter(({ name }) => names.includes(name));
    const others = stages.filter(({ name }) => !names.includes(name)).map(({ name }) => name);
    if (named.length === 0 || others.length === 0) return [];
    const all = stages.map(({ name }) => `--stage ${name}`).join(' ');
    return [
      {
        problem: `stage ${named.map(({ name }) => name).join(', ')} has its roles together with ${others.join(', ')}, in the same account and region`,
        cure: `uninstall them together: ${all}`,
      },
    ];
  });
}
