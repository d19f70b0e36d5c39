/** The version of this package, which its manifest says, too (a test compares them): generated code is used by the version that generated it. */
export const VERSION = '0.1.0';
