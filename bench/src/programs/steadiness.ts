import { median } from '../statistics.ts';

/** So many tasks in turn are taken together: one by itself may have been lucky. */
const TASKS = 9;

/** What is gained later on must be more than this to count. */
const NOTICEABLE = 0.02;

/** The time of a task where tasks were fastest. */
function fastest(tasksMs: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i + TASKS <= tasksMs.length; i += TASKS) least = Math.min(least, median(tasksMs.slice(i, i + TASKS)));
  return least;
}

/**
 * Whether tasks no longer get faster: nowhere in the later half of the time have they been noticeably faster than somewhere in the earlier one.
 *
 * @param tasksMs the time of each, in turn
 */
export function isSteady(tasksMs: readonly number[]): boolean {
  const half = tasksMs.reduce((sum, ms) => sum + ms, 0) / 2;
  let sum = 0;
  const middle = tasksMs.findIndex((ms) => (sum += ms) >= half);
  const [earlier, later] = [fastest(tasksMs.slice(0, middle)), fastest(tasksMs.slice(middle))];
  return Number.isFinite(earlier) && later >= earlier * (1 - NOTICEABLE);
}

/** The median of the later half of the tasks: by then code is as warm as it gets. */
export function steadyOf(tasksMs: readonly number[]): number {
  return median(tasksMs.slice(tasksMs.length >> 1));
}
