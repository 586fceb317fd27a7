import { readdirSync } from 'node:fs';
import path from 'node:path';
import { findRuntimePackages, requiredPackages } from './runtime-packages.ts';

/** One file of the bundle. */
export interface BundleFile {
  /** In the bundle, with forward slashes. */
  readonly path: string;
  /** Where it lies now. */
  readonly source: string;
}

/** Folders and files of a package that are not for running: types, sources, maps, tests, documents, jsii's assembly. */
const LEFT_OUT_FOLDERS: ReadonlySet<string> = new Set([
  ...['node_modules', 'dist-es', 'dist-types', 'test', 'tests', '__tests__', 'docs', 'example', 'examples', '.github'],
  ...['rosetta'],
]);
const LEFT_OUT_FILES = /\.(?:[cm]?ts|map|md|tsbuildinfo|flow)$|^\.jsii|^\.(?:eslintrc|npmignore|editorconfig|travis)/i;
/** Licences travel with what they are about, whatever their names end in. */
const LICENCE = /^(?:licen[cs]e|notice|copying)/i;

/** Of our own build: what this engine made of the program fits no other, and a bundle does not contain itself. */
const LEFT_OUT_OF_BUILD = /\.cache$|^bundle\/|^lambda\/[^/]+\/|^control-lambda\/[^/]+\//;

/**
 * Every file of the processor as it travels: `dist/` and `node_modules/` with the packages that it needs at run time,
 * sorted by path.
 */
export function listBundleFiles(buildFolder: string): readonly BundleFile[] {
  const own = listFiles(buildFolder, '')
    .filter((file) => !LEFT_OUT_OF_BUILD.test(file))
    .map((file) => ({ path: `dist/${file}`, source: path.join(buildFolder, file) }));
  const programs = own.map(({ source }) => source).filter((source) => /\.c?js$/.test(source));
  const packages = findRuntimePackages(buildFolder, requiredPackages(programs));
  const theirs = packages.flatMap(({ source, destination }) =>
    listFiles(source, '', isRunTimeFile).map((file) => ({
      path: `${destination}/${file}`,
      source: path.join(source, file),
    })),
  );
  return [...own, ...theirs].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function isRunTimeFile(name: string, isFolder: boolean): boolean {
  if (isFolder) return !LEFT_OUT_FOLDERS.has(name);
  return LICENCE.test(name) || !LEFT_OUT_FILES.test(name);
}

/** Regular files below a folder, relative to it; links are not followed. */
function listFiles(
  root: string,
  below: string,
  takes: (name: string, isFolder: boolean) => boolean = () => true,
): readonly string[] {
  return readdirSync(path.join(root, below), { withFileTypes: true }).flatMap((entry) => {
    const file = below === '' ? entry.name : `${below}/${entry.name}`;
    if (!takes(entry.name, entry.isDirectory())) return [];
    if (entry.isDirectory()) return listFiles(root, file, takes);
    return entry.isFile() ? [file] : [];
  });
}
