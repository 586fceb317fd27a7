import type { Screen, World } from './world.ts';

/**
 * Whether text for a screen is coloured: `--no-color` says no, then FORCE_COLOR either (`0` and `false`: no), then
 * NO_COLOR no (no-color.org), else whether the screen is a terminal. Node.js itself takes the two variables in this
 * order.
 */
export function wantsColor(screen: Screen, asked: { readonly color: boolean; readonly env: World['env'] }): boolean {
  if (!asked.color) return false;
  const forced = asked.env['FORCE_COLOR'] ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  return (asked.env['NO_COLOR'] ?? '') === '' && screen.isTTY === true;
}
