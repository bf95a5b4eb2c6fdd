package io.bailiwick.common.policy;

/** Life of a policy version. */
public enum PolicyState {
  PROPOSED,
  APPROVED,
  REJECTED
}
