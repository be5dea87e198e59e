import type { changes as english } from '../en/changes.ts';

export const changes: typeof english = {
  tooLarge: 'Надіслано більше, ніж приймає ця сторінка.',
  otherType: 'Зміни приймаються як форма або як JSON.',
  unreadable: 'Надіслане не є JSON.',
  back: 'Повернутися',
};
