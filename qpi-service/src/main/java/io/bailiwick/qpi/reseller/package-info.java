/** The same index for a registrar's own resellers, from portfolios that the registrar uploads. */
package io.bailiwick.qpi.reseller;
