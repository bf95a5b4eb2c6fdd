/** Numbers out of the database for who is on call. */
package io.bailiwick.common.gauge;
