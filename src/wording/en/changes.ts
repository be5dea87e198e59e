/** What is said where something that was posted is refused. */
export const changes = {
  tooLarge: 'More was sent than this page takes.',
  otherType: 'Changes are taken as a form, or as JSON.',
  unreadable: 'What was sent is no JSON.',
  back: 'Go back',
};
