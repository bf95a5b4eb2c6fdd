package io.bailiwick.common.sample;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.outbox.EventType;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageFormats;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.Published;
import io.bailiwick.common.security.RequiresPermission;
import io.bailiwick.common.time.Month;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Endpoints to try the common parts with. */
@Path("/v1/samples")
@RunOnVirtualThread
public class SampleResource {

  enum Action implements AuditAction {
    TRIED;

    @Override
    public String code() {
      return "sample.tried";
    }
  }

  enum Happened implements EventType {
    TRIED;

    @Override
    public String code() {
      return "sample.tried";
    }
  }

  public record Row(
      int number, RegistrarId registrar, Month month, String text, List<Integer> list) {}

  public record Order(@Min(1) int count, RegistrarId registrar) {}

  public record Receipt(int run, int count) {}

  private static final AtomicInteger RUNS = new AtomicInteger();

  @Inject Caller caller;
  @Inject AuditTrail audit;
  @Inject Outbox outbox;
  @Inject Idempotency idempotency;

  @GET
  @Produces({MediaType.APPLICATION_JSON, PageFormats.NDJSON, PageFormats.CSV})
  @RequiresPermission(Permission.SCORE_READ)
  public Page<Row> list(@QueryParam("size") int size, @Valid @BeanParam PageRequest request) {
    return Page.of(
        request,
        Row.class,
        (after, limit) -> {
          int from = after == null ? 0 : (int) Cursor.number(after);
          return IntStream.rangeClosed(from + 1, Math.min(size, from + limit))
              .mapToObj(
                  i -> new Row(i, RegistrarId.of(i), Month.of(2026, 1), "=1+" + i, List.of(i, -i)))
              .toList();
        },
        row -> Cursor.key(row.number()));
  }

  @GET
  @Path("/{registrar}")
  @RequiresPermission(Permission.SCORE_READ)
  public Row get(@PathParam("registrar") RegistrarId registrar, @QueryParam("month") Month month) {
    caller.scope().require(registrar, "sample");
    if (registrar.ianaId() > 90_010) {
      throw ProblemException.notFound("sample");
    }
    return new Row(1, registrar, month, caller.name(), List.of());
  }

  @POST
  @Transactional
  @RequiresPermission(Permission.LEDGER_ACCRUE)
  public Receipt order(@HeaderParam(Idempotency.HEADER) String key, @Valid @NotNull Order order) {
    return idempotency.once(
        key,
        "order",
        order,
        Receipt.class,
        () -> {
          int run = RUNS.incrementAndGet();
          audit.record(Action.TRIED, "sample/" + run, Map.of("count", order.count()));
          outbox.publish(Happened.TRIED, "sample/" + run, Map.of("count", order.count()));
          if (order.count() == 13) {
            throw new IllegalStateException("SELECT secret FROM somewhere");
          }
          return new Receipt(run, order.count());
        });
  }

  @GET
  @Path("/published")
  @Published
  public Map<String, String> published() {
    return Map.of("open", "yes");
  }

  @GET
  @Path("/forgotten")
  public Map<String, String> forgotten() {
    return Map.of("open", "no");
  }
}
