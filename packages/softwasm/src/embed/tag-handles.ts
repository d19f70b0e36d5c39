import type { TagInstance } from '@softwasm/runtime';
import { Handles } from './handles.ts';

/** A tag, as exceptions know it. */
export interface TagObject {
  readonly kind: 'tag';
}

/** Tags, and the runtime's behind them. */
export const TAGS: Handles<TagInstance> = /* @__PURE__ */ new Handles<TagInstance>('tag');
