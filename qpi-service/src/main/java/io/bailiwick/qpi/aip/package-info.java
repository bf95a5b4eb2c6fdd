/** What the aip service answers, as far as this service reads it, and the way to it. */
package io.bailiwick.qpi.aip;
