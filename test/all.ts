/** `PHASEWISE_ALL=1 npm test` leaves nothing out: all majors, and all cases on each. It takes much longer than 10 minutes. */
export const ALL = process.env['PHASEWISE_ALL'] === '1';
