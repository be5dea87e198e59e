/** Work of seconds that a page watches. */
export const jobs = {
  waiting: 'Waiting for other work to end …',
  running: 'At work …',
  done: 'Done.',
  failed: 'This did not work.',
  look: 'Look again',
  result: 'Go to the result',
  back: 'Back',
  occupied: (holder: number) =>
    `Another program (process ${holder}) is at work in this study, such as crosscurrent run. Try again when it has ended.`,
};
