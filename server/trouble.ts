/** Why headquarters can't start or a command of it can't be done, in words for whoever runs it. No bug: there is no stack to read. */
export class Trouble extends Error {}
