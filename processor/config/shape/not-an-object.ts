/** How the message ends about a value that is to be an object, as each value of a map of objects by stage is. */
export const NOT_AN_OBJECT = 'is not an object';
