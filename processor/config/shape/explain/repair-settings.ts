/** Slips in values of the settings, each undone in its own way; undefined for a key that none is known of. */
export function settingsRepairs(key: string, text: string): readonly string[] | undefined {
  switch (key) {
    case 'emails':
      return emailRepairs(text);
    case 'branch':
      return [text, text.replace(/\/+$/, ''), /[*?[\]]/.test(text) ? '' : text.replaceAll(/\s+/g, '-')];
    case 'topic_arn':
      // Of a subscription to it.
      return [text, text.replace(/:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, '')];
    case 'role_arn':
    case 'read_role_arn':
    case 'execution_role_arn':
      // What the credentials in use call it.
      return [
        text,
        text.replace(/^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([^/]+)(?:\/.*)?$/, 'arn:$1:iam::$2:role/$3'),
      ];
    default:
      return undefined;
  }
}

/** Several addresses in one text, as the head of a mail has them; undefined for anything else. */
export function severalEmails(text: string): readonly string[] | undefined {
  const items = text.split(/[,;\s]+/).filter((item) => item !== '');
  return items.length > 1 && items.every((item) => /^[^@\s]+@[^@\s]+$/.test(item)) ? items : undefined;
}

function emailRepairs(text: string): readonly string[] {
  const address = text.replace(/^mailto:/i, '');
  const [, named = text] = /<([^<>]+)>$/.exec(text) ?? [];
  return [text, address, text.toLowerCase().replace(/^mailto:/, ''), named, address.replaceAll(/[.,]+/g, '.')];
}
