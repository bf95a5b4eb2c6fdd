package io.bailiwick.ingest.notification;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Puts in line and sends, again and again. Replicas share the work message by message. */
@ApplicationScoped
class NotificationJob {
  private final NotificationQueue queue;
  private final NotificationSender sender;

  @Inject
  NotificationJob(NotificationQueue queue, NotificationSender sender) {
    this.queue = queue;
    this.sender = sender;
  }

  @Scheduled(
      identity = "notification",
      every = "${bailiwick.notification.every:60s}",
      delayed = "30s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void work() {
    var unused = queue.run(false);
    sender.send();
  }
}
