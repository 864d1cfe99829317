/** Forms whose effects are not predicted on all majors, each with its reason. The list only shrinks. */
export const NOT_YET: Readonly<Record<string, string>> = {
  create_function: 'the body of a function is not read',
  drop_owned: 'what a role owns is not in a history',

  enum_add_value_then_use: 'the value of an UPDATE is not read',

  add_pk_without_overlaps: 'an operation does not say WITHOUT OVERLAPS, which 18 brought',
  add_unique_nulls_not_distinct: 'an operation does not say NULLS NOT DISTINCT, which 15 brought',
  drop_nn_constraint_by_name: 'that NOT NULL has a name only from 18 on is not known',
};
