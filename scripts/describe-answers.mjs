// Writes dist/api-answers.json: what each route answers, as OpenAPI schemas read from the return types of the controllers,
// so that the API's description cannot differ from its code.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file));
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ['package.json'] }, ts.sys, root);
const controllers = readdirSync(path.join(root, 'libs'), { recursive: true })
  .filter((file) => file.endsWith('.controller.ts'))
  .map((file) => path.join(root, 'libs', file));
const program = ts.createProgram(controllers, options);
const checker = program.getTypeChecker();

const schemas = {};
const owners = new Map();
const answers = Object.fromEntries(controllers.flatMap((file) => answersIn(program.getSourceFile(file))));
mkdirSync(path.join(root, 'dist'), { recursive: true });
writeFileSync(path.join(root, 'dist/api-answers.json'), JSON.stringify({ answers, schemas }));

function answersIn(file) {
  return file.statements.filter(ts.isClassDeclaration).flatMap((controller) =>
    controller.members.filter(isRoute).map((method) => {
      const signature = checker.getSignatureFromDeclaration(method);
      const given = checker.getReturnTypeOfSignature(signature);
      const type = checker.getAwaitedType(given) ?? given;
      const name = `${controller.name.text}.${method.name.text}`;
      return [name, type.flags & ts.TypeFlags.Void ? null : schemaOf(type, name)];
    }),
  );
}

function isRoute(member) {
  return (
    ts.isMethodDeclaration(member) &&
    (ts.getDecorators(member) ?? []).some(({ expression }) =>
      /^(Get|Post|Put|Patch|Delete)$/.test(expression.expression?.getText() ?? ''),
    )
  );
}

/** `where` is for the fault's text: a type that JSON cannot carry must not be answered. */
function schemaOf(type, where) {
  const { flags } = type;
  if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
  if (flags & ts.TypeFlags.StringLike)
    return flags & ts.TypeFlags.StringLiteral ? literals([type]) : { type: 'string' };
  if (flags & ts.TypeFlags.NumberLike)
    return flags & ts.TypeFlags.NumberLiteral ? literals([type]) : { type: 'number' };
  if (flags & ts.TypeFlags.BooleanLiteral) return { type: 'boolean', enum: [type.intrinsicName === 'true'] };
  if (flags & ts.TypeFlags.Null) return { nullable: true, enum: [null] };
  if (type.isUnion()) return unionOf(type, where);
  if (checker.isTupleType(type) || checker.isArrayType(type)) return listOf(type, where);
  if (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return objectOf(type, where);
  throw new Error(`${where}: ${checker.typeToString(type)} has no form in JSON`);
}

function unionOf(type, where) {
  const parts = type.types.filter(({ flags }) => !(flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)));
  const isNullable = type.types.some(({ flags }) => flags & ts.TypeFlags.Null);
  const schema = alternatives(parts, where);
  if (!isNullable) return schema;
  if (schema.enum) return { ...schema, nullable: true, enum: [...schema.enum, null] };
  return schema.$ref ? { nullable: true, allOf: [schema] } : { ...schema, nullable: true };
}

function alternatives(parts, where) {
  if (parts.length === 1) return schemaOf(parts[0], where);
  if (parts.every(({ flags }) => flags & ts.TypeFlags.BooleanLiteral)) return { type: 'boolean' };
  if (parts.every((part) => part.isStringLiteral()) || parts.every((part) => part.isNumberLiteral()))
    return literals(parts);
  const isOfBoolean = ({ flags }) => flags & ts.TypeFlags.BooleanLiteral;
  const others = parts.filter((part) => !isOfBoolean(part)).map((part) => schemaOf(part, where));
  return { oneOf: parts.some(isOfBoolean) ? [{ type: 'boolean' }, ...others] : others };
}

function literals(types) {
  return { type: typeof types[0].value, enum: types.map(({ value }) => value) };
}

function listOf(type, where) {
  const items = checker.getTypeArguments(type).map((each) => schemaOf(each, `${where}[]`));
  if (!checker.isTupleType(type)) return { type: 'array', items: items[0] };
  return { type: 'array', items: { oneOf: items }, minItems: items.length, maxItems: items.length };
}

function objectOf(type, where) {
  const symbol = type.aliasSymbol ?? type.getSymbol();
  const name = symbol?.getName();
  if (name === 'Date') return { type: 'string', format: 'date-time' };
  if (/^(Buffer|StreamableFile|Readable)$/.test(name ?? '')) return { type: 'string', format: 'binary' };
  const isNamed = /^[A-Z]/.test(name ?? '') && !type.aliasTypeArguments && !checker.getTypeArguments(type).length;
  if (!isNamed) return shapeOf(type, where);
  if (owners.has(name) && owners.get(name) !== symbol) throw new Error(`two types in answers are called ${name}`);
  if (!owners.has(name)) {
    owners.set(name, symbol);
    schemas[name] = { ...shapeOf(type, name), ...told(symbol) };
  }
  return { $ref: `#/components/schemas/${name}` };
}

function shapeOf(type, where) {
  if (type.getCallSignatures().length > 0) throw new Error(`${where}: a function has no form in JSON`);
  const rest = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  const fields = checker.getPropertiesOfType(type);
  const properties = Object.fromEntries(fields.map((field) => [field.name, fieldOf(field, `${where}.${field.name}`)]));
  const required = fields.filter(({ flags }) => !(flags & ts.SymbolFlags.Optional)).map((field) => field.name);
  return {
    type: 'object',
    ...(fields.length > 0 && { properties }),
    ...(required.length > 0 && { required }),
    ...(rest && { additionalProperties: schemaOf(rest, `${where}.*`) }),
  };
}

function fieldOf(field, where) {
  const schema = schemaOf(checker.getTypeOfSymbol(field), where);
  const { description } = told(field);
  if (description === undefined) return schema;
  return schema.$ref ? { allOf: [schema], description } : { ...schema, description };
}

function told(symbol) {
  const description = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  return description === '' ? {} : { description };
}
