/** Style sheet of the plan's page: system font, both colour schemes, tables that scroll on a narrow screen. */
export const PLAN_STYLE = `
:root { --ink: #1c2128; --soft: #59636e; --page: #ffffff; --card: #f6f8fa; --line: #d1d9e0;
  --create: #1a7f37; --update: #9a6700; --replace: #8250df; --delete: #cf222e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --soft: #9198a1; --page: #0d1117; --card: #151b23; --line: #3d444d;
    --create: #3fb950; --update: #d29922; --replace: #ab7df8; --delete: #f85149; }
}
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1, h2, h3, p { margin: 0.4rem 0; } h2 { margin-top: 1.6rem; } .first ul { padding: 0; list-style: none; } .first li { margin: 0.4rem 0; }
a { color: inherit; } article:target { outline: 2px solid var(--soft); }
.summary { font-size: 1.2rem; }
.place, small, .after { color: var(--soft); font-size: 0.9rem; font-weight: normal; }
article { border: 1px solid var(--line); border-left-width: 0.4rem; border-radius: 0.4rem; background: var(--card);
  padding: 0.6rem 1rem; margin: 1rem 0; overflow-x: auto; }
article.create { border-left-color: var(--create); } .create .mark { color: var(--create); }
article.update { border-left-color: var(--update); } .update .mark { color: var(--update); }
article.replace { border-left-color: var(--replace); } .replace .mark { color: var(--replace); }
article.delete { border-left-color: var(--delete); } .delete .mark { color: var(--delete); }
.effects, .widens { color: var(--update); } .widens { font-weight: bold; }
.rights ul { margin: 0.2rem 0; padding-left: 1.2rem; list-style: none; } .blocked { color: var(--delete); font-weight: bold; }
table { border-collapse: collapse; margin: 0.5rem 0; } th, td { border: 1px solid var(--line);
  padding: 0.2rem 0.6rem; text-align: left; vertical-align: top; }
code { font: 0.9em ui-monospace, monospace; overflow-wrap: anywhere; }
code.option { white-space: nowrap; }
td:first-child code { overflow-wrap: normal; }
@media (max-width: 40rem) { article { padding: 0.6rem; } th, td { padding: 0.2rem 0.3rem; overflow-wrap: anywhere; }
  td:first-child code { overflow-wrap: anywhere; } td { font-size: 0.9rem; } }
`;
