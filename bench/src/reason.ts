/** What an error says, in one line that fits a report. */
export function reasonOf(error: unknown): string {
  const text =
    error instanceof Error ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}` : String(error);
  return text.trim().split('\n')[0]?.slice(0, 200) ?? '';
}
