/** A list of stages as the settings hold it. */
export const A_LIST_OF_STAGES = '`[{ "name": "dev", "region": "eu-central-1" }]`';

/** A list of tags as the settings hold it. */
export const A_LIST_OF_TAGS = '`[{ "Key": "team", "Value": "ml" }]`';
