package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A GIS asks for what it needs (OGC API – Features, Part 3, with CQL2 Text). */
class FeatureFilterTest {
    private static final String SITES = "/ogc/collections/sites/items";

    @TempDir static Path data;
    private static TestServer server;
    private static Web web;

    @BeforeAll static void start() {
        server = TestServer.start(data);
        web = server.web().asNobody();
    }

    @AfterAll static void stop() { server.close(); }

    private static String filtered(String filter) {
        return SITES + "?limit=1000&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
    }

    private static Set<String> ids(JsonNode page, Predicate<JsonNode> which) {
        var ids = new HashSet<String>();
        for (JsonNode feature : page.path("features"))
            if (which.test(feature)) ids.add(feature.path("id").asText());
        return ids;
    }

    /** The answer holds just those of all that fit by hand. */
    private static void gives(String filter, Predicate<JsonNode> which) {
        var answer = web.get(filtered(filter));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var expected = ids(web.get(SITES + "?limit=10000").body(), which);
        assertThat(expected).as(filter).isNotEmpty();
        assertThat(ids(answer.body(), feature -> true)).as(filter).isEqualTo(expected);
        assertThat(answer.body().path("numberMatched").asInt()).isEqualTo(expected.size());
    }

    @Test void givesWhatFitsAndNothingElse() {
        gives("siteType = 'shelter' AND capacityPersons >= 200",
                site -> site.at("/properties/siteType").asText().equals("shelter")
                        && site.at("/properties/capacityPersons").asInt() >= 200);
        gives("riskListTitle LIKE '%山洪%' OR siteType IN ('team')",
                site -> site.at("/properties/riskListTitle").asText().contains("山洪")
                        || site.at("/properties/siteType").asText().equals("team"));
        gives("capacityPersons IS NULL AND NOT siteType = 'team'",
                site -> !site.path("properties").has("capacityPersons") && !site.at("/properties/siteType").asText().equals("team"));
        gives("S_INTERSECTS(geometry, POLYGON((121.4 29.1,121.6 29.1,121.6 29.3,121.4 29.3,121.4 29.1)))",
                site -> Math.abs(site.at("/geometry/coordinates/0").asDouble() - 121.5) <= 0.1
                        && Math.abs(site.at("/geometry/coordinates/1").asDouble() - 29.2) <= 0.1);
        gives("observedAt > TIMESTAMP('2020-01-01T00:00:00Z')", site -> true);
    }

    @Test void theNextPageKeepsTheFilter() {
        String filter = "siteType = 'shelter' AND name LIKE '%'";
        int matched = web.get(filtered(filter)).body().path("numberMatched").asInt();
        var ids = new HashSet<String>();
        var next = URI.create(filtered(filter).replace("limit=1000", "limit=50"));
        while (next != null) {
            var page = web.get(next.toString()).body();
            assertThat(page.path("numberMatched").asInt()).isEqualTo(matched);
            ids.addAll(ids(page, feature -> true));
            next = null;
            for (JsonNode link : page.path("links"))
                if (link.path("rel").asText().equals("next")) next = URI.create(link.path("href").asText());
        }
        assertThat(ids).hasSize(matched);
    }

    @Test void whatIsWrongIsNamed() {
        refused(filtered("capacity >= 200"), "no property capacity", "capacityPersons");
        refused(filtered("capacityPersons >= 'many'"), "numeric");
        refused(filtered("siteType = 'shelter' AND"), "the end at character");
        refused(filtered("siteType = 'shelter'") + "&filter-lang=cql-json", "filter-lang", "cql2-text");
        refused(filtered("siteType = 'shelter'") + "&filter-crs=http://www.opengis.net/def/crs/EPSG/0/3857", "filter-crs", "CRS84");
    }

    private static void refused(String path, String... words) {
        var answer = web.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.at("/detail")).contains(words);
    }
}
