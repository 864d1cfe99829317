/** Forms whose effects are not predicted on all majors, each with its reason. The list only shrinks. */
export const NOT_YET: Readonly<Record<string, string>> = {
  create_function: 'the body of a function is not read',
  drop_owned: 'what a role owns is not in a history',

  enum_add_value_then_use: 'the value of an UPDATE is not read',
};
