package io.bailiwick.enforcement;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every command that a registrar's client can send: RFC 5730 (session, poll), 5731 (domain), 5732
 * (host), 5733 (contact) and 3915 (restore). Extensions that ride on one of these, such as DNSSEC
 * data (RFC 5910) on a domain update, are that command.
 */
public enum EppCommand {
  HELLO("hello"),
  LOGIN("login"),
  LOGOUT("logout"),
  POLL_REQUEST("poll:req"),
  POLL_ACKNOWLEDGE("poll:ack"),

  DOMAIN_CHECK("domain:check"),
  DOMAIN_INFO("domain:info"),
  DOMAIN_CREATE("domain:create"),
  DOMAIN_UPDATE("domain:update"),
  DOMAIN_DELETE("domain:delete"),
  DOMAIN_RENEW("domain:renew"),
  DOMAIN_TRANSFER_REQUEST("domain:transfer-request"),
  DOMAIN_TRANSFER_QUERY("domain:transfer-query"),
  DOMAIN_TRANSFER_APPROVE("domain:transfer-approve"),
  DOMAIN_TRANSFER_REJECT("domain:transfer-reject"),
  DOMAIN_TRANSFER_CANCEL("domain:transfer-cancel"),
  DOMAIN_RESTORE_REQUEST("domain:restore-request"),
  DOMAIN_RESTORE_REPORT("domain:restore-report"),

  HOST_CHECK("host:check"),
  HOST_INFO("host:info"),
  HOST_CREATE("host:create"),
  HOST_UPDATE("host:update"),
  HOST_DELETE("host:delete"),

  CONTACT_CHECK("contact:check"),
  CONTACT_INFO("contact:info"),
  CONTACT_CREATE("contact:create"),
  CONTACT_UPDATE("contact:update"),
  CONTACT_DELETE("contact:delete"),
  CONTACT_TRANSFER_REQUEST("contact:transfer-request"),
  CONTACT_TRANSFER_QUERY("contact:transfer-query"),
  CONTACT_TRANSFER_APPROVE("contact:transfer-approve"),
  CONTACT_TRANSFER_REJECT("contact:transfer-reject"),
  CONTACT_TRANSFER_CANCEL("contact:transfer-cancel");

  private static final Map<String, EppCommand> BY_CODE =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(EppCommand::code, Function.identity()));

  private final String code;

  EppCommand(String code) {
    this.code = code;
  }

  /** The name used on the wire, such as {@code domain:create}. */
  public String code() {
    return code;
  }

  /** The command with this code, exactly as written. */
  public static Optional<EppCommand> ofCode(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
