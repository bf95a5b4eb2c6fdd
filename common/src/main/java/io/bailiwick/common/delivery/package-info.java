/** Messages to people and machines outside: mail, webhooks, and how an attempt ended. */
package io.bailiwick.common.delivery;
