// Command-line settings that the tests give the services.

// A notifier that posts to `url` and keeps a journal in the stack's folder.
export const notifierWith = (url) => [
  `--webhook.url=${url}`, '--webhook.allow_private=true', '--journal.file=@FOLDER@/journal.txt', '--retry.first_delay_ms=200',
];
