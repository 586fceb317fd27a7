import ts from 'typescript';

/** The variables in which ajv's code gathers errors, and the names that it gives to the parts of its code. */
const GATHERED = 'vErrors';
const COUNT = 'errors';
const ONE_ERROR = /^err\d+$/;
const VALIDATOR = /^validate\d+$/;
const SCHEMA = /^schema\d+$/;
const OWNS = /^func\d+\.call$/;

/**
 * What ajv wrote, without what it says: the same functions, but of a value alone, which tell whether it is valid and
 * not why. They are a third as long. The number of errors stays, because conditions look at it, and names that a schema
 * knows are looked up in a set rather than in the schema, which is then in nobody's way.
 *
 * Expects standalone code without `allErrors`, whose functions return at their first error. Throws when something of
 * the errors is left, as a new version of ajv may write it.
 */
export function withoutErrors(code: string): string {
  const file = parse(code);
  const names = new KnownNames(file);
  const {
    transformed: [rewritten = file],
  } = ts.transform(file, [(context) => (root) => ts.visitEachChild(root, visitorOf(context, names), context)]);
  const text = `${ts.createPrinter().printFile(rewritten)}\n${names.declarations()}`;
  const left = /\b(?:vErrors|schemaPath|instancePath)\b.*/.exec(text)?.[0];
  if (left !== undefined) throw new Error(`ajv writes its errors in a way that is not known here: ${left}`);
  return text;
}

function visitorOf(context: ts.TransformationContext, names: KnownNames): ts.Visitor {
  const { factory } = context;
  function visit(node: ts.Node): ts.Node | undefined {
    if (isAboutErrors(node)) return undefined;
    if (isCountOfGathered(node))
      return factory.createExpressionStatement(factory.createPostfixIncrement(node.expression.left));
    if (ts.isFunctionDeclaration(node) && isNamed(node.name, VALIDATOR)) {
      const { modifiers, asteriskToken, name, typeParameters, parameters, type } = node;
      const body = ts.visitEachChild(node.body, visit, context);
      const [value] = parameters;
      const values = value === undefined ? [] : [value];
      return factory.updateFunctionDeclaration(
        node,
        modifiers,
        asteriskToken,
        name,
        typeParameters,
        values,
        type,
        body,
      );
    }
    if (ts.isCallExpression(node)) {
      const { expression, arguments: given } = node;
      const known = OWNS.test(expression.getText()) ? names.setOf(given[0]) : undefined;
      if (known !== undefined)
        return factory.createCallExpression(factory.createIdentifier(`${known}.has`), [], given.slice(1));
      const values = isNamed(expression, VALIDATOR) ? given.slice(0, 1) : given;
      return ts.visitEachChild(factory.updateCallExpression(node, expression, [], values), visit, context);
    }
    return ts.visitEachChild(node, visit, context);
  }
  return visit;
}

/** Statements that make, keep or drop errors: declarations, assignments, and what depends on whether there are any. */
function isAboutErrors(node: ts.Node): boolean {
  if (ts.isIfStatement(node)) return /^vErrors [!=]== null$/.test(node.expression.getText());
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.some(
      ({ name }) => isNamed(name, ONE_ERROR) || name.getText() === GATHERED,
    );
  }
  if (!isAssignment(node)) return false;
  const { left } = node.expression;
  const owner = ts.isPropertyAccessExpression(left) ? left.expression : undefined;
  return left.getText() === GATHERED || isNamed(owner, VALIDATOR);
}

/** `errors = vErrors.length`, after the errors of another validator were added: one is enough to count. */
function isCountOfGathered(node: ts.Node): node is Assignment {
  if (!isAssignment(node)) return false;
  return node.expression.left.getText() === COUNT && node.expression.right.getText() === `${GATHERED}.length`;
}

type Assignment = ts.ExpressionStatement & { readonly expression: ts.BinaryExpression };

function isAssignment(node: ts.Node): node is Assignment {
  if (!ts.isExpressionStatement(node) || !ts.isBinaryExpression(node.expression)) return false;
  return node.expression.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

function isNamed(node: ts.Node | undefined, name: RegExp): boolean {
  return node !== undefined && ts.isIdentifier(node) && name.test(node.text);
}

function parse(code: string): ts.SourceFile {
  return ts.createSourceFile('validators.js', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
}

/** The sets of names that take the place of `schema12.properties`. */
class KnownNames {
  readonly #schemas = new Map<string, ts.Expression>();
  readonly #sets = new Map<string, string>();

  constructor(file: ts.SourceFile) {
    for (const statement of file.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (isNamed(name, SCHEMA) && initializer !== undefined) this.#schemas.set(name.getText(), initializer);
      }
    }
  }

  /** The name of the set that holds the keys of an object of a schema; undefined for any other expression. */
  setOf(path: ts.Expression | undefined): string | undefined {
    const object = path === undefined ? undefined : this.#valueOf(path);
    if (object === undefined || !ts.isObjectLiteralExpression(object)) return undefined;
    const keys = JSON.stringify(object.properties.map((property) => nameOf(property)));
    if (!this.#sets.has(keys)) this.#sets.set(keys, `known${this.#sets.size}`);
    return this.#sets.get(keys);
  }

  declarations(): string {
    return [...this.#sets].map(([keys, name]) => `const ${name} = new Set(${keys});`).join('\n');
  }

  #valueOf(path: ts.Expression): ts.Expression | undefined {
    if (ts.isIdentifier(path)) return this.#schemas.get(path.text);
    const owner = ts.isPropertyAccessExpression(path) ? this.#valueOf(path.expression) : undefined;
    if (owner === undefined || !ts.isObjectLiteralExpression(owner) || !ts.isPropertyAccessExpression(path))
      return undefined;
    const member = owner.properties.find((property) => nameOf(property) === path.name.text);
    return member !== undefined && ts.isPropertyAssignment(member) ? member.initializer : undefined;
  }
}

function nameOf({ name }: ts.ObjectLiteralElementLike): string | undefined {
  return name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : undefined;
}
