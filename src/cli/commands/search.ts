export const searchCommand = undefined as never;
