/** Settlement: what is mature is handed to billing, once. */
package io.bailiwick.qpi.settlement;
