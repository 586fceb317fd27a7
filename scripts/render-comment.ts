/**
 * Makes a page of a review's comment, as a review host shows it, for looking at it and for the picture in
 * docs/review.md: `mlops review … --dry-run | npx tsx scripts/render-comment.ts [fold] > comment.html`. `fold` is the
 * number of the fold that stands open, as after a click.
 */
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { text } from 'node:stream/consumers';

const STYLE = `
body { margin: 0; padding: 16px; background: #fff; font: 14px/1.5 system-ui, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif, "Noto Color Emoji"; color: #1f2328; }
article { max-width: 880px; border: 1px solid #d1d9e0; border-radius: 6px; }
header { padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; border-radius: 6px 6px 0 0; color: #59636e; }
header b { color: #1f2328; } header i { font-style: normal; border: 1px solid #d1d9e0; border-radius: 2em; padding: 0 6px; font-size: 12px; margin-left: 4px; }
main { padding: 4px 16px 12px; }
h2 { font-size: 21px; margin: 14px 0 12px; padding-bottom: 6px; border-bottom: 1px solid #d1d9e0b3; } h3 { font-size: 17px; margin: 20px 0 12px; }
p, ul, table, blockquote, details { margin: 0 0 12px; } ul { padding-left: 28px; } li + li { margin-top: 3px; } li > ul { margin: 3px 0 0; }
code { font: 12px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; background: #818b981f; border-radius: 6px; padding: 2px 5px; }
a { color: #0969da; } summary { cursor: pointer; } sub { color: #59636e; font-size: 12px; }
blockquote { border-left: 4px solid #d1d9e0; padding: 0 14px; color: #59636e; } blockquote p { margin: 0; }
table { border-collapse: collapse; } th, td { border: 1px solid #d1d9e0; padding: 5px 12px; } tr:nth-child(2n) td { background: #f6f8fa; }
`;

async function main(): Promise<void> {
  const fold = Number(process.argv[2] ?? 0);
  // The comment is inert by itself; its own folds are HTML.
  const html = micromark(await text(process.stdin), {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
  let count = 0;
  const opened = html.replaceAll('<details>', () => ((count += 1) === fold ? '<details open>' : '<details>'));
  const head = '<header><b>mlops-bot</b> commented 2 minutes ago · edited <i>bot</i></header>';
  process.stdout.write(
    `<!doctype html><meta charset="utf-8"><title>Review</title><style>${STYLE}</style><article>${head}<main>${opened}</main></article>\n`,
  );
}

await main();
