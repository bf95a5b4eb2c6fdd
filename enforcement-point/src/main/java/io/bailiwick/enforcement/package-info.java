/**
 * What a restriction order refuses, and the point at which it does: plain Java, used by the service
 * that issues orders and by the EPP system that enforces them, so that both decide alike.
 */
@NullMarked
package io.bailiwick.enforcement;

import org.jspecify.annotations.NullMarked;
