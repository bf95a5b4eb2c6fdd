package io.bailiwick.qpi.kpi;

/** How a value becomes points. */
public enum Scale {
  /** By steps: the first band that the value reaches. */
  BANDS,
  /** In proportion between the value of no points and that of all points. */
  LINEAR,
  /** In proportion on the scale of the logarithm: each doubling counts the same. */
  LOGARITHMIC
}
