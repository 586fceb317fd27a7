/**
 * Config files from which a command prepares for many: below, few functions run often enough to be optimised at all.
 */
export const MANY_FILES = 1000;
