import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Codes that stand in the sources below a folder, each with one file that has it. */
export function findSourceCodes(folder: string): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.ES2022, true);
    const makers = functionsThatTakeACode(source);
    for (const code of codesIn(source, makers)) codes.set(code, file);
  }
  return codes;
}

/** Functions of the file with a parameter called `code`, and its index. */
function functionsThatTakeACode(source: ts.SourceFile): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  visit(source, (node) => {
    if (!ts.isFunctionDeclaration(node) || !node.name) return;
    const index = node.parameters.findIndex(({ name }) => ts.isIdentifier(name) && name.text === 'code');
    if (index >= 0) names.set(node.name.text, index);
  });
  return names;
}

/** Values of `code` members and variables, first arguments of `new UserError`, arguments called `code`. */
function codesIn(source: ts.SourceFile, makers: ReadonlyMap<string, number>): readonly string[] {
  const codes: string[] = [];
  visit(source, (node) => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'code') collect(node.initializer, codes);
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'code' && node.initializer)
      collect(node.initializer, codes);
    if (ts.isNewExpression(node) && node.expression.getText() === 'UserError') collect(node.arguments?.[0], codes);
    if (!ts.isCallExpression(node)) return;
    const index = makers.get(node.expression.getText());
    if (index !== undefined) collect(node.arguments[index], codes);
  });
  return codes;
}

/** The text of a literal, or of both branches of a condition; anything else is decided elsewhere. */
function collect(node: ts.Expression | undefined, codes: string[]): void {
  if (!node) return;
  if (ts.isStringLiteral(node) && KEBAB.test(node.text)) codes.push(node.text);
  if (ts.isConditionalExpression(node)) {
    collect(node.whenTrue, codes);
    collect(node.whenFalse, codes);
  }
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => {
    visit(child, look);
  });
}
