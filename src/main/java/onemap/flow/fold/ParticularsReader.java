package onemap.flow.fold;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import onemap.domain.ObservedProperty;
import onemap.domain.Site;
import onemap.domain.register.Particulars;
import onemap.domain.register.Register;

/** The properties of a register row as the record of its kind; refuses what cannot be meant, naming the property. What a row does not tell is empty or 0. */
final class ParticularsReader {
    private final JsonNode properties;

    private ParticularsReader(JsonNode properties) { this.properties = properties; }

    static Particulars read(Register register, JsonNode properties) {
        var reader = new ParticularsReader(properties);
        return switch (register) {
            case SHELTERS -> new Particulars.Fixed(new Site.Shelter(reader.text("tier", "village"), reader.count("capacityPersons"),
                    reader.count("beds"), properties.path("generator").asBoolean()));
            case RISK_POINTS -> new Particulars.Fixed(new Site.RiskPoint(reader.riskList(), reader.count("threatenedHouseholds"),
                    reader.count("threatenedPersons"), reader.text("trigger")));
            case TEAMS -> new Particulars.Fixed(
                    new Site.TeamBase(reader.text("teamClass"), reader.count("strengthPersons"), reader.text("equipment")));
            case ENTERPRISES -> new Particulars.Fixed(reader.enterprise());
            case SUPPLIES -> new Particulars.Fixed(new Site.Supply(reader.text("store"), reader.text("item"), reader.amount("amount"),
                    reader.text("unit"), reader.choice("stage", Site.Stage.HELD), reader.date("expiry")));
            case SCREENS -> new Particulars.Fixed(
                    new Site.Screen(reader.choice("carrier", Site.Carrier.BUILDING), reader.text("controller")));
            case VEHICLES -> new Particulars.Vehicle(reader.text("plate"), reader.text("teamId"));
            case STATIONS -> new Particulars.Gauge(reader.texts("properties"), reader.levels());
            case CAMERAS -> new Particulars.Camera(reader.text("streamUrl"), reader.text("code"), reader.text("sees"));
            case PEOPLE -> new Particulars.Post(reader.text("duty"), reader.text("organisation"));
            case GRIDS -> new Particulars.Grid(reader.count("households"), reader.count("persons"));
            case HOUSEHOLDS ->
                new Particulars.Household(reader.count("persons"), reader.count("needingHelp"), reader.text("evacuationList"),
                        reader.text("shelter"));
        };
    }

    private Site.Enterprise enterprise() {
        return new Site.Enterprise(choice("branch", Site.Branch.OTHER), texts("tenants"), texts("substances"), count("majorHazard"),
                count("tanks"), count("dayPersons"), count("nightPersons"), texts("tags"), text("evacuationList"));
    }

    private Site.RiskList riskList() {
        String name = text("list");
        try {
            return Site.RiskList.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("list is none of the eight lists 不是八张风险清单之一: \"" + name + "\"");
        }
    }

    /** Both or none. */
    private Optional<Particulars.Levels> levels() {
        var warning = number("warningLevel");
        var guarantee = number("guaranteeLevel");
        if (warning.isEmpty() && guarantee.isEmpty()) return Optional.empty();
        if (warning.isEmpty() || guarantee.isEmpty())
            throw new IllegalArgumentException((warning.isEmpty() ? "warningLevel" : "guaranteeLevel") + " is missing 警戒与保证水位须一并填写");
        String told = text("levelProperty");
        String property = !told.isEmpty()
                ? told
                : texts("properties").contains(ObservedProperty.TIDE_LEVEL.name())
                        ? ObservedProperty.TIDE_LEVEL.name()
                        : ObservedProperty.WATER_LEVEL.name();
        return Optional.of(new Particulars.Levels(property, warning.get(), guarantee.get()));
    }

    private String text(String name) { return text(name, ""); }

    private String text(String name, String otherwise) {
        var value = properties.path(name);
        return value.isNull() ? otherwise : value.asText(otherwise);
    }

    private List<String> texts(String name) {
        var value = properties.path(name);
        if (value.isMissingNode() || value.isNull()) return List.of();
        if (!value.isArray()) throw new IllegalArgumentException(name + " is not a list 须为列表: " + value);
        var texts = new ArrayList<String>(value.size());
        value.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private int count(String name) {
        var value = properties.path(name);
        if (value.isMissingNode() || value.isNull()) return 0;
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() < 0)
            throw new IllegalArgumentException(name + " is not a whole number from 0 on 须为非负整数: " + value);
        return value.asInt();
    }

    private Optional<Double> number(String name) {
        var value = properties.path(name);
        if (value.isMissingNode() || value.isNull()) return Optional.empty();
        if (!value.isNumber()) throw new IllegalArgumentException(name + " is not a number 须为数字: " + value);
        return Optional.of(value.asDouble());
    }

    private double amount(String name) {
        double amount = number(name).orElse(0.0);
        if (amount < 0) throw new IllegalArgumentException(name + " is negative 不能为负: " + amount);
        return amount;
    }

    private Optional<LocalDate> date(String name) {
        String text = text(name);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(name + " is not a date like 2027-05-31 不是日期: " + text);
        }
    }

    /** Words as JSON writes them: {@code sharedFactory} is {@code SHARED_FACTORY}. */
    private <E extends Enum<E>> E choice(String name, E otherwise) {
        String word = text(name);
        if (word.isEmpty()) return otherwise;
        try {
            return Enum.valueOf(otherwise.getDeclaringClass(), word.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(name + " \"" + word + "\" is not known 取值不在范围内");
        }
    }
}
