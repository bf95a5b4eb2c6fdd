package io.bailiwick.common.policy;

/** Where a policy version comes from. */
public enum PolicyOrigin {
  /** Came with the software: our numbers, in force until a registry's own are. */
  SHIPPED,
  /** Proposed by a person and decided by another. */
  REGISTRY
}
