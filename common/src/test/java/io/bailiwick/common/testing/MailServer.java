package io.bailiwick.common.testing;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** A real mail server on the loopback interface. It knows everybody but who is called refused. */
public final class MailServer implements QuarkusTestResourceLifecycleManager {
  private static final String LOOPBACK = "127.0.0.1";
  private static final long PATIENCE = 10_000;

  private Managers managers = new KnowsMostPeople();
  private SmtpServer server;

  @Override
  public Map<String, String> start() {
    return Map.of(
        "quarkus.mailer.host",
        LOOPBACK,
        "quarkus.mailer.port",
        Integer.toString(freePort()),
        "quarkus.mailer.own-host-name",
        "localhost", // looking it up takes seconds where there is no name server
        "bailiwick.notification.mail",
        "true");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {}

  /** Up, with empty mailboxes. */
  public void up() throws InterruptedException {
    managers = new KnowsMostPeople();
    int port = ConfigProvider.getConfig().getValue("quarkus.mailer.port", Integer.class);
    server = new SmtpServer(new ServerSetup(port, LOOPBACK, ServerSetup.PROTOCOL_SMTP), managers);
    server.startService();
    if (!server.waitTillRunning(PATIENCE)) {
      throw new IllegalStateException("the mail server does not start");
    }
  }

  public void down() {
    if (server != null) {
      server.stopService();
      server = null;
    }
  }

  public List<MimeMessage> mails() {
    return managers.getImapHostManager().getAllMessages().stream()
        .map(StoredMessage::getMimeMessage)
        .toList();
  }

  private static final class KnowsMostPeople extends Managers {
    private final SmtpManager smtp =
        new SmtpManager(getImapHostManager(), getUserManager()) {
          @Override
          public String checkRecipient(SmtpState state, MailAddress recipient) {
            if (recipient.getEmail().startsWith("refused@")) {
              return "550 5.1.1 No such mailbox";
            }
            return recipient.getEmail().startsWith("later@") ? "451 4.3.0 Try again later" : null;
          }
        };

    @Override
    public SmtpManager getSmtpManager() {
      return smtp;
    }
  }
}
