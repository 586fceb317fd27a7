import type { ReviewDialect, SourceLinks } from './review.ts';

/** Where the files of a pull request can be looked at, from the page of the pull request; undefined when it is none. */
export function sourceLinks(dialect: ReviewDialect, pullRequestUrl: string): SourceLinks | undefined {
  // Nothing but what an address needs: it goes into Markdown as it is.
  if (!/^https?:\/\/[\w.:-]+\/[\w./%?=&~-]+$/.test(pullRequestUrl)) return undefined;
  switch (dialect) {
    case 'github': {
      const repository = /^(.+)\/pull\/\d+$/.exec(pullRequestUrl)?.[1];
      return repository === undefined ? undefined : { before: `${repository}/blob/`, between: '/', line: '#L' };
    }
    case 'codecommit': {
      const repository = /^(.+)\/pull-requests\/\d+\/details\?region=[\w-]+$/.exec(pullRequestUrl)?.[1];
      return repository === undefined
        ? undefined
        : { before: `${repository}/browse/`, between: '/--/', line: '?lines=' };
    }
    default:
      return dialect satisfies never;
  }
}

/** The address of a line. Whatever is in the path, it cannot end the address or begin another. */
export function linkTo(
  links: SourceLinks,
  place: { readonly commit: string; readonly file: string; readonly line: number },
): string {
  const path = place.file.split('/').map(encodeSegment).join('/');
  const end = links.line.startsWith('?') ? `${place.line}-${place.line}` : String(place.line);
  return `${links.before}${place.commit}${links.between}${path}${links.line}${end}`;
}

function encodeSegment(segment: string): string {
  // A lone surrogate has no UTF-8 form.
  const text = segment.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  const encoded = encodeURIComponent(text).replace(/[!'()*_~]/g, escapeCharacter);
  return encoded === '.' || encoded === '..' ? encoded.replaceAll('.', '%2E') : encoded;
}

function escapeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
