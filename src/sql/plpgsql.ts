/** The library's tree of a PL/pgSQL body, as far as it is read. Fields that are false, empty or zero are left out. */

export interface PlpgsqlExpression { readonly PLpgSQL_expr: { readonly query: string } }
export type Statements = readonly PlpgsqlStatement[] | undefined;
/** A variable, a record, or the list of variables that INTO names. */
export interface Datum {
  readonly PLpgSQL_var?: Variable;
  readonly PLpgSQL_rec?: Variable;
  readonly PLpgSQL_row?: { readonly fields?: readonly { readonly name: string }[] };
  readonly PLpgSQL_recfield?: { readonly fieldname: string; readonly recparentno?: number };
}
export interface Variable {
  readonly refname: string;
  readonly lineno?: number;
  readonly default_val?: PlpgsqlExpression;
  readonly datatype?: { readonly PLpgSQL_type?: { readonly typname?: string } };
  readonly cursor_explicit_expr?: PlpgsqlExpression;
}

interface At { readonly lineno?: number }
interface Loop extends At { readonly body?: Statements }
interface Into { readonly into?: boolean; readonly target?: Datum }

/** Each kind of statement by the library's name for it. */
export interface PlpgsqlBodies {
  readonly PLpgSQL_stmt_block: At & { readonly body?: Statements; readonly exceptions?: { readonly PLpgSQL_exception_block?: { readonly exc_list?: readonly Handler[] } } };
  readonly PLpgSQL_stmt_assign: At & { readonly varno?: number; readonly expr: PlpgsqlExpression };
  readonly PLpgSQL_stmt_if: At & {
    readonly cond: PlpgsqlExpression; readonly then_body?: Statements; readonly else_body?: Statements;
    readonly elsif_list?: readonly { readonly PLpgSQL_if_elsif: At & { readonly cond: PlpgsqlExpression; readonly stmts?: Statements } }[];
  };
  readonly PLpgSQL_stmt_case: At & {
    readonly t_expr?: PlpgsqlExpression; readonly else_stmts?: Statements;
    readonly case_when_list?: readonly { readonly PLpgSQL_case_when: At & { readonly expr: PlpgsqlExpression; readonly stmts?: Statements } }[];
  };
  readonly PLpgSQL_stmt_loop: Loop;
  readonly PLpgSQL_stmt_while: Loop & { readonly cond: PlpgsqlExpression };
  readonly PLpgSQL_stmt_fori: Loop & { readonly var: Datum; readonly lower: PlpgsqlExpression; readonly upper: PlpgsqlExpression; readonly step?: PlpgsqlExpression; readonly reverse?: number };
  readonly PLpgSQL_stmt_fors: Loop & { readonly var: Datum; readonly query: PlpgsqlExpression };
  readonly PLpgSQL_stmt_forc: Loop & { readonly var: Datum; readonly curvar?: number };
  readonly PLpgSQL_stmt_dynfors: Loop & { readonly var: Datum; readonly query: PlpgsqlExpression };
  readonly PLpgSQL_stmt_foreach_a: Loop & { readonly varno?: number; readonly expr: PlpgsqlExpression };
  readonly PLpgSQL_stmt_exit: At & { readonly cond?: PlpgsqlExpression };
  readonly PLpgSQL_stmt_return: At & { readonly expr?: PlpgsqlExpression };
  readonly PLpgSQL_stmt_return_next: At & { readonly expr?: PlpgsqlExpression };
  readonly PLpgSQL_stmt_return_query: At & { readonly query?: PlpgsqlExpression; readonly dynquery?: PlpgsqlExpression };
  readonly PLpgSQL_stmt_raise: At & { readonly elog_level?: number };
  readonly PLpgSQL_stmt_assert: At;
  readonly PLpgSQL_stmt_execsql: At & Into & { readonly sqlstmt: PlpgsqlExpression };
  readonly PLpgSQL_stmt_dynexecute: At & Into & { readonly query: PlpgsqlExpression };
  readonly PLpgSQL_stmt_perform: At & { readonly expr: PlpgsqlExpression };
  readonly PLpgSQL_stmt_call: At & { readonly expr: PlpgsqlExpression };
  readonly PLpgSQL_stmt_open: At & { readonly query?: PlpgsqlExpression; readonly dynquery?: PlpgsqlExpression; readonly curvar?: number };
  readonly PLpgSQL_stmt_fetch: At & { readonly target?: Datum };
  readonly PLpgSQL_stmt_close: At;
  readonly PLpgSQL_stmt_getdiag: At & { readonly diag_items?: readonly { readonly PLpgSQL_diag_item: { readonly target?: number } }[] };
  readonly PLpgSQL_stmt_commit: At & { readonly chain?: boolean };
  readonly PLpgSQL_stmt_rollback: At & { readonly chain?: boolean };
}

export interface Handler {
  readonly PLpgSQL_exception: {
    readonly conditions?: readonly { readonly PLpgSQL_condition: { readonly condname: string } }[];
    readonly action?: Statements;
  };
}

export type PlpgsqlTag = keyof PlpgsqlBodies;
export type PlpgsqlStatement = { readonly [T in PlpgsqlTag]?: PlpgsqlBodies[T] };

export interface PlpgsqlFunction { readonly datums: readonly Datum[]; readonly block: PlpgsqlBodies['PLpgSQL_stmt_block'] }
