package onemap.web.api;

import onemap.web.gate.Need;
import onemap.web.http.Answers;
import onemap.web.gate.Endpoint;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import onemap.web.openapi.OpenApi;
import onemap.web.openapi.Operation;

/** The interface's own description, OpenAPI 3.1, made from the table of routes when that is complete. */
public final class DescriptionApi {
    private volatile Buffer description = Buffer.buffer();

    public void describe(List<Endpoint> table) {
        description = Buffer.buffer(OpenApi.of(table.stream().map(DescriptionApi::operation).toList()));
    }

    private static Operation operation(Endpoint endpoint) {
        return new Operation(endpoint.method().name(), endpoint.path(), endpoint.summary(), switch (endpoint.need()) {
            case Need.Nothing nothing -> Optional.empty();
            case Need.OpenPage page -> Optional.empty();
            case Need.WorkPage page -> Optional.empty();
            case Need.Right right -> Optional.of(right.permission().name());
            case Need.OpenInDemo open -> Optional.of(open.permission().name());
        }, endpoint.need() instanceof Need.OpenInDemo, endpoint.scope().name(), endpoint.bodyBytes());
    }

    public void answer(RoutingContext context) { Answers.bytes(context, "application/json", description); }
}
