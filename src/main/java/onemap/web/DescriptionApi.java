package onemap.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import onemap.web.openapi.OpenApi;
import onemap.web.openapi.Operation;

/** The table of routes as OpenAPI: made once, when everything is declared. */
final class DescriptionApi {
    private volatile byte[] description = {};

    void of(List<Endpoint> table) { description = OpenApi.of(table.stream().map(DescriptionApi::operation).toList()); }

    private static Operation operation(Endpoint endpoint) {
        return new Operation(endpoint.method().name(), endpoint.path(), endpoint.summary(), endpoint.permission().map(Enum::name),
                endpoint.need() instanceof Need.OpenInDemo, endpoint.scope().name(), endpoint.bodyBytes());
    }

    void answer(RoutingContext context) { Answers.bytes(context, "application/json", Buffer.buffer(description)); }
}
