/** What the public learns of the programme, without learning of any registrar. */
@NullMarked
package io.bailiwick.aip.transparency;

import org.jspecify.annotations.NullMarked;
