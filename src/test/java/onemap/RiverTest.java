package onemap;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The order of the packages, and who may use which library. */
class RiverTest {
    /** Upstream first: a package may use those before it. */
    private static final List<String> RIVER = List.of("domain", "net", "gis", "journal", "live", "feed", "rule", "flow", "access", "hook",
            "desk",
            "stream", "web",
            "drill");

    private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("onemap");

    @TestFactory List<DynamicTest> river() {
        return List.of(holds("packages point upstream only", upstream()),
                holds("there are no cycles between packages", slices().matching("onemap.(**)")
                        .should()
                        .beFreeOfCycles()),
                holds("feeds do not know one another", slices().matching("onemap.feed.(*)..").should().notDependOnEachOther()),
                only("domain uses only java and JTS", "onemap.domain..", "onemap.domain..", "java..", "org.locationtech.jts.."),
                user("com.hazelcast..", "live"),
                user("io.netty..", "feed"),
                holds("journal is the only user of java.sql.., but for the two classes that read and write other people's SQLite files",
                        noClasses().that()
                                .resideOutsideOfPackage("onemap.journal..")
                                .and()
                                .doNotHaveFullyQualifiedName("onemap.gis.tiles.MbTiles")
                                .and()
                                .doNotHaveFullyQualifiedName("onemap.gis.export.GeoPackageFile")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage("java.sql..", "org.sqlite..")),
                user("org.dhatim.fastexcel..", "gis"), user("org.postgresql..", "journal"),
                user("com.zaxxer.hikari..", "journal"), user("org.flywaydb..", "journal"), user("org.geotools..", "gis"),
                user("org.geotools.api..", "gis"),
                holds(
                        "nothing imports the root",
                        noClasses().that().resideInAnyPackage("onemap.*..").should().dependOnClassesThat().resideInAPackage("onemap")),
                holds("nobody asks the machine for the time or for chance outside the root",
                        noClasses().that()
                                .resideOutsideOfPackage("onemap")
                                .should()
                                .callMethod(java.time.Instant.class, "now")
                                .orShould()
                                .callMethod(System.class, "currentTimeMillis")
                                .orShould()
                                .callMethod(Math.class, "random")));
    }

    private static ArchRule upstream() {
        var layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : RIVER)
            layers = layers.optionalLayer(name).definedBy("onemap." + name + "..");
        for (int i = 0; i < RIVER.size(); i++) {
            var downstream = RIVER.subList(i + 1, RIVER.size()).toArray(String[]::new);
            layers = downstream.length == 0
                    ? layers.whereLayer(RIVER.get(i)).mayNotBeAccessedByAnyLayer()
                    : layers.whereLayer(RIVER.get(i))
                            .mayOnlyBeAccessedByLayers(downstream);
        }
        return layers;
    }

    private DynamicTest user(String library, String owner) {
        return holds(owner + " is the only user of " + library, noClasses().that()
                .resideOutsideOfPackage("onemap." + owner + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library));
    }

    private DynamicTest only(String name, String who, String... what) {
        return holds(name, noClasses().that().resideInAPackage(who).should().dependOnClassesThat().resideOutsideOfPackages(what));
    }

    private DynamicTest holds(String name, ArchRule rule) { return DynamicTest.dynamicTest(name, () -> rule.check(classes)); }
}
