package io.bailiwick.qpi.adjustment;

/** Told to other features in the transaction of a decision. */
public record AdjustmentDecided(AdjustmentView adjustment) {}
