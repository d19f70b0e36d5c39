/** What a `(@metadata.code.branch_hint "…")` annotation says of the instruction that follows it. */
export interface BranchHint {
  /** Where the instruction stands in the function's `Expr`. */
  readonly slot: number;
  /** Whether its condition is likely true. */
  readonly likely: boolean;
}
