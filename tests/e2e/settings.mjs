// Command-line settings that the tests give the services.

// A notifier with one webhook channel ("hook") and the journal, both of which it may retry fast.
export const notifierWith = (url) => [];
