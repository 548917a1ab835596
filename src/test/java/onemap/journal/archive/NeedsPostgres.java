package onemap.journal.archive;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the tests one PostgreSQL for all of them, ended with the run; without one it says so loudly, and they are skipped. */
public final class NeedsPostgres implements ParameterResolver {
    private static final String MISSING = "SKIPPED: the archive is NOT tested, there is no PostgreSQL with PostGIS here (Debian: postgresql-15-postgis-3)";

    /** Closed by JUnit after the last test of the run. */
    private record Shared(Optional<PostgresCluster> cluster) implements AutoCloseable {
        static Shared start() {
            var cluster = PostgresCluster.start();
            if (cluster.isEmpty()) System.err.println("\n*** " + MISSING + " ***\n");
            return new Shared(cluster);
        }

        @Override public void close() { cluster.ifPresent(PostgresCluster::close); }
    }

    @Override public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PostgresCluster.class;
    }

    @Override public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var shared = context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Shared.class, key -> Shared.start(),
                        Shared.class);
        Assumptions.assumeTrue(shared.cluster().isPresent(), MISSING);
        return shared.cluster().orElseThrow();
    }
}
