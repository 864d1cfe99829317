import { asWritten } from '../sql/stand-in.ts';
import { edited } from '../text/edit.ts';
import type { TextEdit } from '../text/place.ts';
import type { Statement } from './migration.ts';

/** A statement with its edits, in the words of its writer: placeholders stand where stand-ins were put for them. */
export function asTyped({ sql, standIns }: Pick<Statement, 'sql' | 'standIns'>, edits: readonly TextEdit[] = []): string {
  const restored = standIns.flatMap(({ start, end, written }): readonly TextEdit[] => {
    const isEdited = edits.some(({ span }) => span.start < end && start < span.end);
    return written === undefined || start === end || isEdited ? [] : [{ span: { start, end }, text: written }];
  });
  return asWritten(edited(sql.text, [...edits, ...restored]));
}
