import { expect } from 'chai';
import type { Plan } from '../../../processor/model/plan.ts';
import { renderPlanHtml } from '../../../processor/render/plan/plan-html.ts';
import { renderPlanMarkdown } from '../../../processor/render/plan/plan-markdown.ts';
import { renderPlanText } from '../../../processor/render/plan/plan-text.ts';
import { SCENARIOS } from '../../helpers/scenarios.ts';

type Path = readonly (string | number)[];

const HOSTILE = '\u001b[2J<img src=x>\u202e';

/** Texts that a saved plan can only have as they are, or is none. */
const CHECKED = new Set<unknown>(['digest', 'pipelineType', 'action', 'target', 'guard']);

/** Where texts stand in a plan: one place of each kind. */
function placesOf(plan: Plan): readonly Path[] {
  const places = new Map<string, Path>();
  function visit(value: unknown, path: Path): void {
    if (typeof value === 'string' && !CHECKED.has(path.at(-1))) places.set(kindOf(path), path);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) visit(child, [...path, Array.isArray(value) ? Number(key) : key]);
  }
  visit(plan, []);
  return [...places.values()];
}

function kindOf(path: Path): string {
  return path.map((key) => (typeof key === 'number' ? '#' : key)).join('.');
}

function withText(plan: Plan, path: Path): Plan {
  const changed = structuredClone(plan);
  let parent: Record<string | number, unknown> = changed as never;
  for (const key of path.slice(0, -1)) parent = parent[key] as typeof parent;
  const last = path.at(-1) ?? '';
  parent[last] = `${HOSTILE}${String(parent[last])}`;
  return changed;
}

describe('a plan that somebody else has written', () => {
  for (const [name, makePlan] of Object.entries(SCENARIOS)) {
    it(`steers no terminal and writes no tag, whichever of its texts is hostile: ${name}`, () => {
      const plan = makePlan();
      const places = placesOf(plan);
      expect(places).to.have.length.greaterThan(12);
      for (const place of places) {
        const hostile = withText(plan, place);
        const texts = [false, true].map((verbose) => renderPlanText(hostile, { color: false, verbose, width: 80 }));
        const reviews = (['github', 'codecommit'] as const).map((dialect) => renderPlanMarkdown(hostile, { dialect }));
        const page = renderPlanHtml(hostile);

        for (const rendered of [...texts, ...reviews, page])
          expect(rendered, kindOf(place)).not.to.match(/[^\P{C}\n]/u);
        for (const tagged of [page, ...reviews.map((review) => review.replace(/`[^`\n]*`/g, ''))]) {
          expect(tagged, kindOf(place)).not.to.include('<img');
        }
      }
    });
  }
});
