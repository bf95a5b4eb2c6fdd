/** After a promotion: what it brought, against controls, and who was exposed to it. */
package io.bailiwick.qpi.outcome;
