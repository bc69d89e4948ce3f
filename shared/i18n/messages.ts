import type { en } from './messages/en/index.ts';

/** Every text by key: a string, or a function of what it must mention (amounts and dates come already formatted). */
export type SourceMessages = typeof en;
/** What another language has to provide: the same keys with the same parameters. */
export type Messages = {
  readonly [K in keyof SourceMessages]: SourceMessages[K] extends string ? string : SourceMessages[K];
};
export type MessageKey = keyof Messages;
/** Keys whose text needs nothing filled in: names of actions, labels, titles. */
export type PlainKey = { [K in MessageKey]: Messages[K] extends string ? K : never }[MessageKey];

/** What a message must be given: nothing for a plain text, its own parameter object otherwise. */
export type MessageArguments<K extends MessageKey> = ParametersOf<Messages[K]>;
type ParametersOf<Text> = Text extends (...given: infer P) => string ? P : [];
