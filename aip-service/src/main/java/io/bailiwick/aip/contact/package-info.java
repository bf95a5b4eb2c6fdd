/** Who of a registrar is told of its cases. */
@NullMarked
package io.bailiwick.aip.contact;

import org.jspecify.annotations.NullMarked;
