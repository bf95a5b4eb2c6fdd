package io.bailiwick.scoring.publication;

/** What the public sees of registrars in a published month. */
enum Disclosure {
  /** Groups of registrars of about one size; never a registrar. */
  GROUPS,
  /** Also each registrar by name, with its counts and its rate. */
  REGISTRARS
}
