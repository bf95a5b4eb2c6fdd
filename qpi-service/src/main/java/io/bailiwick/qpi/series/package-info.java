/** A registry's own numbers, imported as series and used by its own indicators. */
package io.bailiwick.qpi.series;
