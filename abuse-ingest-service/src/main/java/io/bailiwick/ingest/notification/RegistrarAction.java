package io.bailiwick.ingest.notification;

/** What a registrar says that it did about a notification. */
public enum RegistrarAction {
  /** The name was put on hold. */
  SUSPENDED,
  DELETED,
  /** The abuse was removed, the name lives on. */
  CLEANED,
  CUSTOMER_NOTIFIED,
  /** Passed on to who can act: hosting provider, reseller, operator of a platform. */
  REFERRED,
  /** The name is with another registrar by now. */
  TRANSFERRED,
  /** It looked and found none; a contest with evidence is a correction. */
  NOT_ABUSE,
  /** It looked and left things as they are. */
  NO_ACTION
}
