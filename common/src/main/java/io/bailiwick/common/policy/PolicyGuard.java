package io.bailiwick.common.policy;

import java.util.List;

/**
 * What must have happened before a version of a policy may be approved, beyond what its document
 * says. A bean of it is asked for its kind alone.
 */
public interface PolicyGuard {

  /** The kind of policy it guards. */
  String kind();

  /**
   * What forbids the approval as yet.
   *
   * @param proposed what is to be approved
   * @param replaced what is in force on its first day
   * @return what has to be done first, as steps; empty where it may be approved
   */
  List<String> obstacles(PolicyVersion<?> proposed, PolicyVersion<?> replaced);
}
