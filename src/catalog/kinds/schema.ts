import type { SchemaOperation } from '../../operations/kinds/schema.ts';
import { createSchema, dropSchema, renameSchema } from '../schemas.ts';
import type { Folds } from './folds.ts';

export const schemaFolds: Folds<SchemaOperation['kind']> = {
  'create schema': createSchema,
  'rename schema': renameSchema,
  'drop schema': dropSchema,
};
