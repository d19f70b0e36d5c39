import { exceptionObject, exceptionOf } from './exception.ts';
import { functionObject, functionOf } from './function-handles.ts';
import type { ReferenceObjects } from './realm.ts';

/** The objects of references, for realms. */
export const REFERENCES: ReferenceObjects = { functionObject, functionOf, exceptionObject, exceptionOf };
