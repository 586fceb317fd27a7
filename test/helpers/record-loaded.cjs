/**
 * Loaded before a program (`node --require`), writes to file descriptor 3 what scripts its engine was given by the end,
 * one a line: CommonJS and ES modules alike, whatever way they came.
 */
const { writeSync } = require('node:fs');
const { Session } = require('node:inspector');

const scripts = new Set();
const session = new Session();
session.connect();
session.on('Debugger.scriptParsed', ({ params }) => scripts.add(params.url));
session.post('Debugger.enable');
process.on('exit', () => {
  let rest = Buffer.from([...scripts].filter((url) => url !== '' && !url.startsWith('node:')).join('\n'));
  while (rest.length > 0) rest = rest.subarray(writeSync(3, rest));
});
