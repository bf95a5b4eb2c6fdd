/**
 * What is measured of a registrar beside its scores: stock, flow and cohort, how long abuse lived,
 * how often it came back and whom it lay with. Plain Java. No gate reads any of it.
 */
@NullMarked
package io.bailiwick.scoring.measure;

import org.jspecify.annotations.NullMarked;
