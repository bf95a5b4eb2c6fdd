/** What a registrar will do, what the registry agrees to, and how far it has come. */
@NullMarked
package io.bailiwick.aip.plan;

import org.jspecify.annotations.NullMarked;
