/** Instance of one build (CodeBuild user guide, build environment compute types). */
export const BUILD_COMPUTE_TYPE = 'BUILD_GENERAL1_SMALL';

/** Longest build, in minutes; deep learning images take their time. */
export const BUILD_TIMEOUT_MINUTES = 120;
