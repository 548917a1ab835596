package onemap;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line.
 *
 * @param devices simulated devices speak to the demo's ports
 * @param speed   of simulated time
 * @param set     what was given by {@code --set}, in order
 */
record Options(boolean demo, boolean fresh, boolean devices, double speed, Path config, Optional<Path> data, Map<String, String> set) {

    static Options of(List<String> arguments, Path invokedFrom) {
        boolean demo = false;
        boolean fresh = false;
        boolean devices = true;
        double speed = 1;
        Path config = Path.of("config", "onemap.json");
        Optional<Path> data = Optional.empty();
        var set = new LinkedHashMap<String, String>();
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext();) {
            String argument = rest.next();
            switch (argument) {
                case "demo" -> demo = true;
                case "--fresh" -> fresh = true;
                case "--no-devices" -> devices = false;
                case "--speed" -> speed = positive(argument, value(argument, rest));
                case "--config" -> config = invokedFrom.resolve(value(argument, rest));
                case "--data" -> data = Optional.of(invokedFrom.resolve(value(argument, rest)));
                case "--set" -> put(set, value(argument, rest));
                default -> {
                    if (argument.startsWith("--set=")) put(set, argument.substring(6));
                    else if (argument.startsWith("--data=")) data = Optional.of(invokedFrom.resolve(argument.substring(7)));
                    else
                        throw new SettingsFile.Wrong("unknown option " + argument + " (bin/onemap --help lists them)");
                }
            }
        }
        if (fresh && !demo) throw new SettingsFile.Wrong("--fresh empties the data folder and is for the demo only");
        return new Options(demo, fresh, devices, speed, config, data, set);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) throw new SettingsFile.Wrong(option + " needs a value");
        return rest.next();
    }

    private static double positive(String option, String text) {
        try {
            double number = Double.parseDouble(text);
            if (number > 0 && number <= 1000) return number;
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new SettingsFile.Wrong(option + " " + text + ": is not a number above 0 and at most 1000");
    }

    private static void put(Map<String, String> set, String assignment) {
        int equals = assignment.indexOf('=');
        if (equals <= 0) throw new SettingsFile.Wrong("--set " + assignment + ": is not key=value");
        set.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
}
